declare module "picomatch" {
  /** A matcher for one glob. */
  export default function picomatch(glob: string): (text: string) => boolean;
}
