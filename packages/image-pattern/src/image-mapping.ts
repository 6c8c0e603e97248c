import { formatImage, parseImage, type ImageReference } from "./image.ts";

/** Everything below one name is pulled under another: `docker.io` as `cache.example.com/docker-hub`. */
export interface ImageMapping {
  /** Canonical: a host, with the first components of a path where not the whole host is meant. */
  readonly from: string;
  readonly to: string;
}

export type MappedImage<Mapping extends ImageMapping = ImageMapping> = {
  readonly mapping: Mapping;
  /** The image to pull instead, with the tag and digest that were asked for. */
  readonly image: ImageReference;
};

/**
 * The name an image is pulled under instead of its own; null where no mapping covers it. The longest `from` wins. A
 * mapped name is not mapped again.
 *
 * @example mapImage(nginx, [{ from: "docker.io", to: "c.io/hub" }]) // c.io/hub/library/nginx
 */
export function mapImage<Mapping extends ImageMapping>(
  image: ImageReference,
  mappings: readonly Mapping[],
): MappedImage<Mapping> | null {
  let mapping: Mapping | null = null;
  for (const one of mappings) {
    const longer = one.from.length > (mapping?.from.length ?? 0);
    if (longer && image.canonical.startsWith(`${one.from}/`)) mapping = one;
  }
  if (mapping === null) return null;
  const mapped = parseImage(mapping.to + formatImage(image).slice(mapping.from.length));
  return mapped.ok ? { mapping, image: mapped.image } : null;
}

/** Two components that no name has by itself, so that Docker Hub adds none of its own. */
const below = "/a/b";

/**
 * One side of a mapping as it is kept, or null where it is no host with or without a path.
 *
 * @example readMappedName("DOCKER.IO/") // "docker.io"
 */
export function readMappedName(text: string): string | null {
  const name = text.trim().replace(/\/+$/, "");
  const parsed = parseImage(name + below);
  if (name === "" || !parsed.ok) return null;
  const { canonical, tag, digest, written } = parsed.image;
  // Without a host it would be read as a path on Docker Hub, which nobody means here.
  if (tag !== undefined || digest !== undefined || written.host === undefined) return null;
  return canonical.slice(0, -below.length);
}

/** Whether a mapping leads back below the very name it stands for, so that its cache has no name of its own. */
export function mapsBelowItself({ from, to }: ImageMapping): boolean {
  return to === from || to.startsWith(`${from}/`);
}
