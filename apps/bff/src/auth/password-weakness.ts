import { isCommon } from "./common-passwords.ts";

/** Names that stand near a password, and that whoever guesses it tries first. */
export type PasswordContext = readonly (string | null | undefined)[];

export type PasswordWeakness =
  | { kind: "common" }
  | { kind: "repeated" }
  | { kind: "sequence" }
  /** `word` is the name of which it mostly consists. */
  | { kind: "context"; word: string };

/** A name shorter than this stands in too many good passwords by chance. */
const wordLengthMin = 4;
/** What has to be left of a password without the names in it. */
const restLengthMin = 8;

/** Always near: the product, and what everybody calls the thing they are asked for. */
const usualWords = [
  "berth",
  "password",
  "passwort",
  "salasana",
  "registry",
  "docker",
  "admin",
  "login",
];

const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "0123456789",
  "1234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "azertyuiop",
  "qwertyuiopasdfghjklzxcvbnm",
];

/** Why a new password could be guessed, or null. Works on this machine alone: a password is shown to no other service. */
export function passwordWeakness(
  password: string,
  context: PasswordContext,
): PasswordWeakness | null {
  const text = password.normalize("NFKC").toLowerCase();
  if (repeatsItself(text)) return { kind: "repeated" };
  if (isSequence(text)) return { kind: "sequence" };
  const stem = text.replace(/^\P{L}+|\P{L}+$/gu, "");
  if (isCommon(text) || isCommon(stem)) return { kind: "common" };
  const word = mostlyOf(text, context);
  return word === null ? null : { kind: "context", word };
}

/** Whether a text is one part of itself, twice or more. */
function repeatsItself(text: string): boolean {
  // A second copy stands inside the doubled text before its middle only then.
  return (text + text).indexOf(text, 1) < text.length;
}

/** Keys beside each other, or the alphabet, forwards or backwards. */
function isSequence(text: string): boolean {
  const rings = rows
    .flatMap((row) => [row, row.split("").toReversed().join("")])
    .map((row) => row + row + row);
  return rings.some((ring) => ring.includes(text));
}

function mostlyOf(text: string, context: PasswordContext): string | null {
  const words = [...context.flatMap(wordsOf), ...usualWords.map((word) => [word, word] as const)]
    .filter(([folded]) => folded.length >= wordLengthMin)
    .toSorted(([one], [other]) => other.length - one.length);
  let rest = fold(text);
  let found: string | null = null;
  for (const [folded, word] of words) {
    if (!rest.includes(folded)) continue;
    rest = rest.replaceAll(folded, "");
    found ??= word;
  }
  return found !== null && rest.length < restLengthMin ? found : null;
}

/** The whole and its parts, each as it is compared and as it is said: "Ann Lee" gives annlee and ann. */
function wordsOf(name: string | null | undefined): (readonly [folded: string, word: string])[] {
  if (!name) return [];
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "");
  return [name, ...parts].map((word) => [fold(word), word] as const);
}

/** Letters and digits alone, with the usual figures for letters undone. */
function fold(text: string): string {
  const letters: Readonly<Record<string, string>> = {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "@": "a",
    $: "s",
    "!": "i",
  };
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[013457@$!]/g, (sign) => letters[sign] ?? sign)
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
