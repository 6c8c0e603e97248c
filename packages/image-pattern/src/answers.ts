import type { HostRule } from "./host-rule.ts";
import type { ImageErrorCode } from "./image-errors.ts";
import type { ImageReference } from "./image.ts";
import type { PatternErrorCode } from "./pattern.ts";
import type { Failure, Range } from "./result.ts";

/** What stands in an index: one pattern of one registry. */
export interface PatternEntry {
  /** Whatever the caller wants back. Several entries may carry the same id. */
  readonly id: string;
  readonly pattern: string;
  /** The hosts of the pattern's registry; without them every host will do. */
  readonly hosts?: HostRule | undefined;
}

/** The winning entry; `pattern` in canonical form. */
export interface Found {
  readonly id: string;
  readonly pattern: string;
}

/** An entry that could not be read and therefore matches nothing. */
export interface Rejected {
  readonly id: string;
  /** As given. */
  readonly pattern: string;
  /** `entry`: no id and pattern at all. `host-rule`: the rule names what is no host. */
  readonly code: PatternErrorCode | "entry" | "host-rule";
  readonly message: string;
  readonly at?: number;
}

/** A piece of the canonical image name and who decided it: literal text or a star. */
export interface Span extends Range {
  readonly part: "host" | "path";
  readonly by: "literal" | "star";
}

/** The step of the order of patterns that decided between two of them. */
export type OrderStep =
  | "host-star"
  | "host-literals"
  | "prefix"
  | "scope"
  | "path-literals"
  | "text"
  | "id";

export interface OrderReason {
  readonly step: OrderStep;
  /** E.g. "`a/b/*` beats `a/*`: it fixes more of the name (5 vs 3 characters)." */
  readonly message: string;
}

/** A pattern that matches the image. */
export interface Candidate extends Found {
  readonly hosts?: HostRule | undefined;
  /** Covers host and path of the canonical name without gaps; the slash between them in neither. */
  readonly spans: readonly Span[];
  /** Why it comes before the next candidate; null for the last one. */
  readonly beatsNext: OrderReason | null;
  /** Why the winner comes before it; null for the winner. */
  readonly lost: OrderReason | null;
}

/** Why a pattern does not match: the first thing that differs. */
export type MismatchCode =
  | "host"
  | "port"
  | "outside-hosts"
  | "boundary"
  | "not-below"
  | "path"
  | "path-end";

export interface Mismatch {
  readonly code: MismatchCode;
  /** Index in the canonical image name of the first difference. */
  readonly at: number;
  readonly message: string;
}

/** A pattern that does not match the image. */
export interface Loser extends Found {
  readonly hosts?: HostRule | undefined;
  readonly reason: Mismatch;
}

export type HintId =
  | "implied-hub"
  | "no-star"
  | "region"
  | "account"
  | "project"
  | "host-form"
  | "hub-alias"
  | "tag-in-pattern"
  | "scheme"
  | "case"
  | "space"
  | "caps-host"
  | "port"
  | "typo"
  | "host-star"
  | "boundary"
  | "add-host";

/** The one most useful thing to say about why something does not match, with a one-click mend. */
export interface Hint {
  readonly id: HintId;
  readonly message: string;
  /** What to write instead: the pattern, the image, or (`host`) a host to add to the registry. */
  readonly fix?: { readonly kind: "pattern" | "image" | "host"; readonly text: string };
}

/** The full answer of the matching rule for one image. */
export type Explanation =
  | (Failure<ImageErrorCode> & { readonly hint: Hint | null })
  | {
      readonly ok: true;
      readonly image: ImageReference;
      /** The first of `candidates`: the same that `find` returns. */
      readonly winner: Candidate | null;
      /** Every pattern that matches, in evaluation order. */
      readonly candidates: readonly Candidate[];
      /** The verdict in one sentence. */
      readonly sentence: string;
      /** Where nothing matched: the pattern that comes closest, and why it doesn't match. */
      readonly nearest: Loser | null;
      readonly hint: Hint | null;
      /** How many patterns were compared. */
      readonly patterns: number;
    };

/** What one image changes to. */
export interface Change {
  readonly image: string;
  readonly before: Found | null;
  readonly after: Found | null;
}

/** The effect of a change of patterns on known images. */
export interface Comparison {
  /** Matched by nothing before. */
  readonly gains: readonly Change[];
  /** Matched by nothing afterwards. */
  readonly losses: readonly Change[];
  /** Served by another registry afterwards. */
  readonly switches: readonly Change[];
  readonly unchanged: number;
}

/** A pattern that is never the winner, whatever the image. */
export interface NeverWins extends Found {
  /**
   * `identical`: another entry with the same text comes first. `covered`: patterns that come first
   * match all it matches. `no-host`: its registry's hosts exclude its own host.
   */
  readonly reason: "identical" | "covered" | "no-host";
  /** The patterns that take its images; more than one only where its hosts are listed. */
  readonly by: readonly Found[];
}

/** Two patterns that only their text tells apart for an image both match; the first one wins. */
export interface Tie {
  readonly patterns: readonly [Found, Found];
  /** An image that both match. */
  readonly example: string;
}

/** A pattern that takes every image of others. */
export interface TakeOver {
  readonly by: Found;
  readonly from: readonly Found[];
}

export interface Overlaps {
  readonly neverWins: readonly NeverWins[];
  readonly ties: readonly Tie[];
  /** The other side of `neverWins`, where one pattern alone takes all. */
  readonly takeOvers: readonly TakeOver[];
  /** False when there were too many pairs to look at all of them for ties. */
  readonly complete: boolean;
}

/** How one pattern overlaps others. */
export interface Overlap {
  readonly kind: "identical" | "never-wins" | "takes-over" | "tie" | "partial";
  /** The other patterns, in evaluation order; the first of them where there are many. */
  readonly with: readonly Found[];
  readonly count: number;
  readonly message: string;
}
