import type { HostErrorCode, HostNoteCode } from "./host.ts";
import type { PatternPathFailure } from "./pattern-path.ts";
import type { Failure, Note } from "./result.ts";

/** What was implied, changed or dropped; the codes shared with `Hint` mean the same there. */
export type PatternNoteCode =
  | HostNoteCode
  | "implied-hub"
  | "implied-library"
  | "whole-registry"
  | "space"
  | "stars-joined"
  | "tag-in-pattern";

export type PatternNote = Note<PatternNoteCode>;

/**
 * What a pattern covers: a whole registry (`host/*`), one repository, one path and everything
 * below it (a final `/*` and no other star), or whatever its stars reach.
 */
export type PatternScope = "registry" | "repository" | "below" | "stars";

/** A pattern as Berth compares it. */
export interface Pattern {
  /** As written. */
  readonly text: string;
  /** `host/path`; the identity of the pattern. */
  readonly canonical: string;
  readonly host: string;
  /** Path in canonical form; `*` for a whole registry. */
  readonly path: string;
  readonly scope: PatternScope;
  readonly hostHasStar: boolean;
  /** Stars in the canonical text. */
  readonly stars: number;
  /** Characters of the host that are no star: step 1 of the order of patterns. */
  readonly hostLiterals: number;
  /** Literal path characters before the first star, without a final `/*`: step 2. */
  readonly literalsBeforeStar: number;
  /** Literal path characters in all, without a final `/*`: step 4. */
  readonly pathLiterals: number;
  readonly notes: readonly PatternNote[];
}

export type PatternResult =
  | { readonly ok: true; readonly pattern: Pattern }
  | Failure<PatternErrorCode>;

/** Why a text is no pattern. */
export type PatternErrorCode =
  | HostErrorCode
  | PatternPathFailure
  | "not-text"
  | "empty"
  | "too-long"
  | "space"
  | "scheme"
  | "at-sign"
  | "question-mark"
  | "bracket"
  | "brace"
  | "ambiguous"
  | "hub-star"
  | "too-many-stars"
  | "path-too-long";
