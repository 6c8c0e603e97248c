export { findImages } from "./find-images.ts";
export type { FindOptions } from "./find-images.ts";
export { plainDocuments, type PlainValue } from "./yaml/plain-documents.ts";
export { applyVariables } from "./variables/apply-variables.ts";
export type { ResolvedImage } from "./variables/apply-variables.ts";
export type {
  FileKind,
  FileProblem,
  FoundImage,
  FoundImages,
  ImageVariable,
} from "./found-image.ts";
