import type { Answer } from "../check-event.ts";

/** The error codes of an answer's body. */
export function codesOf(answer: Answer): string[] {
  return answer.error?.entries.flatMap((entry) => entry.code ?? []) ?? [];
}

/** Does one of the messages in an answer's body read like this? */
export function says(answer: Answer, pattern: RegExp): boolean {
  return answer.error?.entries.some((entry) => pattern.test(entry.message)) === true;
}

/** Does a message say that something has run out, and not that this is one of several guesses? */
export function saysExpired(answer: Answer): boolean {
  // GitLab's "incorrect, expired, or improperly scoped" tells nothing apart.
  return says(answer, /^(?!.*\b(?:or|either|incorrect|invalid)\b).*\bexpired\b/is);
}
