import { formatDuration } from "../amount.ts";
import { wait } from "./wait.ts";

/** What one attempt came to. `again` says that another one might help; `afterMs`, how long to leave it alone. */
export type Attempt<Value> =
  | { ok: true; value: Value }
  | { ok: false; message: string; again: boolean; afterMs?: number | undefined };

export type RetryOptions = {
  /** How long to go on, waiting included; 0 tries once. */
  budgetMs: number;
  onWait?: ((message: string, waitMs: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** From 0 to 1; so that many workers that lost the same server don't come back in step. */
  random?: (() => number) | undefined;
};

const firstWaitMs = 500;
const longestWaitMs = 8000;

/** Tries until it works, until trying again is pointless, or until the time is used up. */
export async function retry<Result extends Attempt<unknown>>(
  attempt: () => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  const { budgetMs, onWait, signal, random = Math.random } = options;
  const startedAt = Date.now();
  for (let round = 0; ; round += 1) {
    const result = await attempt();
    if (result.ok || !result.again || isAborted(signal)) return result;
    const backoff = Math.min(firstWaitMs * 2 ** round, longestWaitMs) * (0.5 + random() / 2);
    const waitMs = Math.round(Math.max(backoff, result.afterMs ?? 0));
    if (Date.now() - startedAt + waitMs > budgetMs) return result;
    onWait?.(result.message, waitMs);
    await wait(waitMs, signal);
    if (isAborted(signal)) return result;
  }
}

/** Says that the wait that is asked for doesn't fit into the time there is; empty where none is asked for. */
export function longerWaitAsked<Value>(
  result: Extract<Attempt<Value>, { ok: false }>,
  budgetMs: number,
): string {
  const { afterMs = 0 } = result;
  if (!result.again || budgetMs === 0 || afterMs <= budgetMs) return "";
  const [asked, allowed] = [afterMs, budgetMs].map(formatDuration);
  return ` It asks to be left alone for ${asked}, longer than the ${allowed} there are for it.`;
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** `Retry-After` in milliseconds: seconds, or a moment. Undefined where it says nothing usable. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  // Without a month in letters the text is no HTTP date, whatever the parser makes of it.
  const ms = /[a-z]{3}/i.test(value) ? Date.parse(value) - nowMs : Number.NaN;
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}
