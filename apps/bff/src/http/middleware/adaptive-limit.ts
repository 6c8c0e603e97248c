/** How many may be under way at once, learned from how long they take. */
export type AdaptiveLimit = {
  current(): number;
  /** One has ended after so many milliseconds. */
  ended(tookMs: number): void;
};

const windowMs = 200;
/** With fewer in a window, one slow request could speak for all. */
const endedMin = 8;

/**
 * Where even the quickest of a while took longer than `targetMs`, everybody stands in one queue and nobody
 * is served sooner for it: fewer are let in. Otherwise the limit rises again, to `max`. As CoDel has it, the
 * minimum tells a queue from requests that are slow by themselves. `clock` gives milliseconds that only rise.
 */
export function createAdaptiveLimit(
  { min, max, targetMs }: { min: number; max: number; targetMs: number },
  clock: () => number = () => performance.now(),
): AdaptiveLimit {
  let limit = max;
  let from = clock();
  let [ended, quickestMs] = [0, Infinity];
  return {
    current: () => limit,
    ended(tookMs) {
      ended += 1;
      quickestMs = Math.min(quickestMs, tookMs);
      const now = clock();
      if (now - from < windowMs) return;
      const queued = ended >= endedMin && quickestMs > targetMs;
      limit = queued ? Math.max(min, Math.floor(limit * 0.6)) : Math.min(max, limit + 8);
      [from, ended, quickestMs] = [now, 0, Infinity];
    },
  };
}
