export { formatImage, parseImage } from "./image.ts";
export type { ImageNote, ImageNoteCode, ImageReference, ImageResult } from "./image.ts";
export type { ImageErrorCode } from "./image-errors.ts";

export { mapImage, mapsBelowItself, readMappedName } from "./image-mapping.ts";
export type { ImageMapping, MappedImage } from "./image-mapping.ts";

export { canonicalHost, splitHost } from "./host.ts";
export type { CanonicalHost, HostErrorCode, HostFailure, HostNoteCode } from "./host.ts";
export { hostRuleAllows, hostRuleMeets } from "./host-rule.ts";
export type { HostRule } from "./host-rule.ts";

export { parsePattern } from "./parse-pattern.ts";
export { describePattern } from "./describe.ts";
export type {
  Pattern,
  PatternErrorCode,
  PatternNote,
  PatternNoteCode,
  PatternResult,
  PatternScope,
} from "./pattern.ts";

export { authFileKey } from "./auth-file-key.ts";
export { kubeletMatch } from "./kubelet-match.ts";
export type { KubeletMatch } from "./kubelet-match.ts";
export { listInWords } from "./list-in-words.ts";
export { servesHost } from "./serves-host.ts";
export type { HostEntry, HostService } from "./serves-host.ts";

export { createPatternIndex } from "./pattern-index.ts";
export type { IndexChange, PatternIndex } from "./pattern-index.ts";
export { checkCrowding, CROWD_MAX } from "./crowding.ts";
export { explainLosers } from "./losers.ts";
export { hintFor } from "./text-hints.ts";
export { compareIndexes } from "./compare.ts";
export type { CompareOptions } from "./compare.ts";
export { createWhatIf } from "./what-if.ts";
export type { WhatIf, WhatIfEffect } from "./what-if.ts";
export { findOverlaps, overlapsOf } from "./overlaps.ts";
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
  Overlap,
  Overlaps,
  PatternEntry,
  Rejected,
  Span,
  TakeOver,
  Tie,
} from "./answers.ts";
export type { Failure, Note, Range } from "./result.ts";
