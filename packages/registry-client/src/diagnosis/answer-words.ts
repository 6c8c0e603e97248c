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

/** A page for people, as proxies, firewalls and sign-in pages send it, and nothing that a registry says. */
export function isWebPage(answer: Answer): boolean {
  const own = speaksOfItself(answer) || answer.error?.shape === "registry";
  return answer.contentType === "text/html" && !own;
}

/** Does the answer say that a registry gave it? */
export function speaksOfItself(answer: Answer): boolean {
  return answer.headers.some(([name]) => name === "docker-distribution-api-version");
}
