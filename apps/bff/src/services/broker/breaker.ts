import { createBoundedMap } from "../bounded-map.ts";

/** Asks nothing more of a registry that has failed again and again, but for one probe every half a minute. */
export type Breaker = {
  /** Whether a request may go out now; where not, when to ask again. */
  admit(key: string): { ok: true } | { ok: false; retryAfterMs: number };
  succeeded(key: string): void;
  /** `retryAfterMs`: how long the registry itself wants to be left alone, where it said so. */
  failed(key: string, retryAfterMs: number | null): void;
};

export const failuresMax = 5;
export const probeEveryMs = 30_000;
/** A registry that asks for hours is probed sooner: its limit may be one of another client. */
const leftAloneMsMax = 5 * 60_000;
const keptMax = 10_000;

type State = { failures: number; closedUntil: number };

/** @param clock milliseconds since the epoch. */
export function createBreaker(clock: () => number): Breaker {
  const states = createBoundedMap<State>(keptMax);

  return {
    admit(key) {
      const state = states.get(key);
      if (state === undefined || state.failures < failuresMax) return { ok: true };
      const now = clock();
      if (now < state.closedUntil) return { ok: false, retryAfterMs: state.closedUntil - now };
      // This one is the probe; until it has come back, or half a minute is over, there is no second.
      state.closedUntil = now + probeEveryMs;
      return { ok: true };
    },
    succeeded(key) {
      states.delete(key);
    },
    failed(key, retryAfterMs) {
      const before = states.get(key)?.failures ?? 0;
      const asked = Math.min(retryAfterMs ?? 0, leftAloneMsMax);
      const failures = asked > 0 ? Math.max(before + 1, failuresMax) : before + 1;
      states.set(key, { failures, closedUntil: clock() + (asked > 0 ? asked : probeEveryMs) });
    },
  };
}
