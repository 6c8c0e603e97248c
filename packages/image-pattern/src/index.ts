export { parseImage, formatImage } from "./image.ts";
export type { ImageNote, ImageNoteCode, ImageReference, ImageResult } from "./image.ts";
export type { ImageErrorCode } from "./image-errors.ts";
export { canonicalHost, splitHost } from "./host.ts";
export type { CanonicalHost, HostErrorCode, HostFailure, HostNoteCode } from "./host.ts";
export { parsePattern } from "./parse-pattern.ts";
export type {
  Pattern,
  PatternNote,
  PatternErrorCode,
  PatternNoteCode,
  PatternResult,
  PatternScope,
} from "./pattern.ts";
export type { Failure, Note, Range } from "./result.ts";
export { createPatternIndex } from "./pattern-index.ts";
export type { PatternIndex } from "./pattern-index.ts";
export { hostRuleAllows, hostRuleMeets } from "./host-rule.ts";
export type { HostRule } from "./host-rule.ts";
export type {
  Candidate,
  Change,
  Comparison,
  Explanation,
  Found,
  Hint,
  HintId,
  Loser,
  Mismatch,
  MismatchCode,
  NeverWins,
  OrderReason,
  OrderStep,
  Overlaps,
  PatternEntry,
  Rejected,
  Span,
  TakeOver,
  Tie,
} from "./answers.ts";
