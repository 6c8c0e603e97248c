import type { FieldResult, Notice, Problem } from "../issue.ts";
import { findHidden } from "../text/hidden.ts";
import { tidyEnds } from "../text/tidy.ts";

export type TextInput =
  | {
      readonly ok: true;
      readonly text: string;
      readonly at: number;
      readonly notices: readonly Notice[];
    }
  | ({ readonly ok: false } & Problem);

const textLengthMax = 1024;

/**
 * Reads what was typed into a one-line field: ends tidied (and said), nothing invisible inside.
 * Anything but text, a number for one, is refused; a missing value is empty text.
 */
export function readTextInput(input: unknown): TextInput {
  if (input === undefined || input === null) return { ok: true, text: "", at: 0, notices: [] };
  if (typeof input !== "string") return problem("not-text", "Enter text here.");
  if (input.length > textLengthMax) {
    return problem("too-long", "That is too long for this field. Was something else pasted?");
  }
  const { text, at, notices } = tidyEnds(input, { quotes: true });
  const hidden = findHidden(text);
  if (hidden !== null) {
    return problem(
      "hidden-character",
      `There is an invisible character (${hidden.name}) inside. Type the value instead of pasting it.`,
      at + hidden.at,
    );
  }
  return { ok: true, text, at, notices };
}

/**
 * Reads a one-line field and hands its text, if there is any, to `check`, which answers with the
 * canonical text or a problem. Positions in that problem count from the tidied text.
 */
export function checkText(
  input: unknown,
  check: (text: string) => FieldResult<string>,
): FieldResult<string> {
  const read = readTextInput(input);
  if (!read.ok) return read;
  if (read.text === "") return { ok: true, value: undefined, notices: [] };
  const result = check(read.text);
  if (!result.ok) return result.at === undefined ? result : { ...result, at: result.at + read.at };
  return { ...result, notices: [...read.notices, ...result.notices] };
}

/** One of the given choices. */
export function checkChoice(input: unknown, choices: readonly string[]): FieldResult<string> {
  if (input === undefined || input === "") return { ok: true, value: undefined, notices: [] };
  if (typeof input === "string" && choices.includes(input)) {
    return { ok: true, value: input, notices: [] };
  }
  return problem("unknown-choice", "Choose one of the offered values.");
}

/** A checkbox. */
export function checkFlag(input: unknown): FieldResult<boolean> {
  if (input === undefined) return { ok: true, value: undefined, notices: [] };
  if (typeof input === "boolean") return { ok: true, value: input, notices: [] };
  return problem("not-a-choice", "This is either ticked or not.");
}

/** The good result of a check. */
export function accept<Value>(value: Value, notices: readonly Notice[] = []): FieldResult<Value> {
  return { ok: true, value, notices };
}

/** The bad result of a check. */
export function problem(
  code: string,
  message: string,
  at?: number,
): { readonly ok: false } & Problem {
  return { ok: false, code, message, at };
}
