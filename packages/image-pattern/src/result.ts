/** An expected failure: a code for programs, a sentence for people, a place in the text for both. */
export interface Failure<Code extends string> {
  readonly ok: false;
  readonly code: Code;
  /** What is wrong and how to mend it, as one or two sentences for a person. */
  readonly message: string;
  /** Index (UTF-16 code unit) in the written text of the first thing that is wrong. */
  readonly at?: number;
  /** Texts that would be accepted instead, best first. */
  readonly fixes?: readonly string[];
}

/** Something that was added, changed or dropped when a text was brought into canonical form. */
export interface Note<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
}

/** A half-open range of UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
