import type { FieldResult, Notice, Problem } from "../issue.ts";
import { findHidden } from "../text/hidden.ts";
import { tidyEnds } from "../text/tidy.ts";

const secretLengthMax = 65_536;

/**
 * What every one-line secret goes through: ends trimmed and said, everything inside kept byte for
 * byte, and nothing accepted that cannot be meant (a line break, an invisible character, a mask).
 * No message holds a part of the secret, not even its length.
 */
export function checkSecretText(input: string, path: string): FieldResult<string> {
  if (input.length > secretLengthMax) {
    return {
      ok: false,
      code: "too-long",
      message: "This is too long for a secret. Was a file pasted here?",
    };
  }
  const { text, notices } = tidyEnds(input);
  if (text === "") return { ok: true, value: undefined, notices: [] };
  return (
    unusable(text, path) ?? { ok: true, value: text, notices: [...notices, ...quotesNotice(text)] }
  );
}

function unusable(text: string, path: string): ({ ok: false } & Problem) | null {
  if (
    /^(?:[•*●·xX]{3,}|null|undefined|\[object Object\]|\[redacted\]|<[^<>]*>|‹[^‹›]*›)$/.test(text)
  ) {
    return {
      ok: false,
      code: "mask",
      message:
        "That is a placeholder, not a secret. Copy the secret itself; most consoles show it only once.",
    };
  }
  if (/^\$\{?\w+\}?$/.test(text)) {
    return {
      ok: false,
      code: "variable",
      message: "That is the name of a variable, not its value. Paste the secret itself.",
    };
  }
  if (/[\r\n]/.test(text)) {
    return {
      ok: false,
      code: "line-break",
      message:
        "There is a line break inside the secret. It was probably wrapped when it was copied.",
      fix: { kind: "strip", label: "Remove the line breaks", path },
    };
  }
  const hidden = findHidden(text);
  if (hidden !== null) {
    return {
      ok: false,
      code: "hidden-character",
      message: `There is an invisible character (${hidden.name}) inside the secret. It came along when it was copied.`,
      fix: { kind: "strip", label: "Remove invisible characters", path },
    };
  }
  return null;
}

function quotesNotice(text: string): Notice[] {
  if (!/^(["'`]).+\1$/.test(text)) return [];
  return [
    {
      code: "quoted",
      tone: "warning",
      message:
        "The secret begins and ends with a quotation mark. They were kept; remove them unless they belong to it.",
    },
  ];
}
