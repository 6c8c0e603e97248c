import { parseRetryAfter } from "../net/retry.ts";
import { headerOf, type Answer } from "../net/send.ts";

/** Statuses that say "not now" rather than "no". */
const passing: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);

export function isPassing(status: number): boolean {
  return passing.has(status);
}

/** How long a registry asks to be left alone, in milliseconds. */
export function retryAfterOf(answer: Answer): number | undefined {
  return parseRetryAfter(headerOf(answer, "retry-after"), Date.now());
}
