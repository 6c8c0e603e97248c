import { parseRetryAfter } from "../net/retry.ts";
import { headerOf, type Answer } from "../net/send.ts";

/** Statuses that say "not now" rather than "no". */
export function isPassing(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/** How long a registry asks to be left alone, in milliseconds. */
export function retryAfterOf(answer: Answer): number | undefined {
  return parseRetryAfter(headerOf(answer, "retry-after"), Date.now());
}
