import { createBoundedMap } from "../bounded-map.ts";

/** Asks nothing more of a registry that has failed again and again, but for one probe every half a minute. */
export type Breaker = {
  /** Whether a request may go out now; where not, when to ask again, and what the last one met with. */
  admit(key: string): { ok: true } | { ok: false; retryAfterMs: number; symptom: string };
  succeeded(key: string): void;
  failed(key: string, failure: BrokenBy): void;
};

/** `retryAfterMs`: how long the registry itself wants to be left alone, where it said so. */
export type BrokenBy = { symptom: string; retryAfterMs: number | null };

export const failuresMax = 5;
export const probeEveryMs = 30_000;
/** A registry that asks for hours is probed sooner: its limit may be one of another client. */
export const leftAloneMsMax = 5 * 60_000;
const keptMax = 10_000;

type State = { failures: number; closedAt: number; closedMs: number; symptom: string };

/** @param clock milliseconds since the epoch. */
export function createBreaker(clock: () => number): Breaker {
  const states = createBoundedMap<State>(keptMax);

  return {
    admit(key) {
      const state = states.get(key);
      if (state === undefined || state.failures < failuresMax) return { ok: true };
      const now = clock();
      const passedMs = now - state.closedAt;
      // A clock that was set back must not close the way until it has come round again.
      if (passedMs >= 0 && passedMs < state.closedMs) {
        return { ok: false, retryAfterMs: state.closedMs - passedMs, symptom: state.symptom };
      }
      // This one is the probe; until it has come back, or half a minute is over, there is no second.
      state.closedAt = now;
      state.closedMs = probeEveryMs;
      return { ok: true };
    },
    succeeded(key) {
      states.delete(key);
    },
    failed(key, { symptom, retryAfterMs }) {
      const before = states.get(key)?.failures ?? 0;
      const asked = Math.min(retryAfterMs ?? 0, leftAloneMsMax);
      const failures = asked > 0 ? Math.max(before + 1, failuresMax) : before + 1;
      const closedMs = asked > 0 ? asked : probeEveryMs;
      states.set(key, { failures, closedAt: clock(), closedMs, symptom });
    },
  };
}
