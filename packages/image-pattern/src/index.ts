export { parseImage, formatImage } from "./image.ts";
export type { ImageNote, ImageNoteCode, ImageReference, ImageResult } from "./image.ts";
export type { ImageErrorCode } from "./image-errors.ts";
export { canonicalHost, splitHost } from "./host.ts";
export type { CanonicalHost, HostErrorCode, HostFailure, HostNoteCode } from "./host.ts";
export { parsePattern } from "./pattern.ts";
export type {
  Pattern,
  PatternNote,
  PatternNoteCode,
  PatternResult,
  PatternScope,
} from "./pattern.ts";
export type { PatternErrorCode } from "./pattern-errors.ts";
export type { Failure, Note, Range } from "./result.ts";
