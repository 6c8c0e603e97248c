import { wellFormed } from "./base64.ts";
import type { Redactor } from "./redact.ts";

export const shownTextMax = 512;

/** Control, bidirectional and zero-width characters: they can hide or rearrange what people read. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A stranger's text made fit to show: no secret, no invisible characters, at most 512 characters. */
export function sanitize(text: string, redactor: Redactor, lengthMax = shownTextMax): string {
  // Redacted before and after: invisible characters may stand inside an echoed secret, or belong to it.
  const visible = redactor.redact(text).replace(invisible, " ").replace(/ {2,}/g, " ").trim();
  const clean = redactor.redact(visible);
  return clean.length <= lengthMax ? clean : `${wellFormed(clean.slice(0, lengthMax - 1))}…`;
}
