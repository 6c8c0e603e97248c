export type FileKind = "valohai" | "compose" | "kubernetes" | "unknown";

/** A variable inside an image's text, such as `${TAG:-latest}`. */
export type ImageVariable = {
  name: string;
  /** It stands behind the `:` or `@`, where its value can't change which pattern matches. */
  inTag: boolean;
  /** What is used where no value is given, as written; it may hold variables itself. */
  default?: string;
};

/** One image a file names. */
export type FoundImage = {
  /** As written, without surrounding space; empty where a service is built and its image has no name. */
  text: string;
  /** Where the text begins; both count from 1, columns in UTF-16 code units. */
  line: number;
  column: number;
  /** Who uses it, in the file's own words: `step 'train'`, `Deployment 'web', container 'app'`. */
  where: string;
  /** What a reader should know beside the text, as one sentence. */
  note?: string;
  /** Present where whatever reads the file fills in variables before it pulls. */
  variables?: ImageVariable[];
  /** False where nothing is pulled, because the image is built locally or pulling is turned off. */
  pulled: boolean;
};

/** Something in the file that is wrong or that keeps an image from being seen. */
export type FileProblem = {
  line: number;
  column: number;
  message: string;
  /** The file that holds what isn't seen here, as this one names it: no problem to whoever has both. */
  elsewhere?: string;
};

export type FoundImages = { kind: FileKind; images: FoundImage[]; problems: FileProblem[] };
