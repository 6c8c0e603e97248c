import type { CounterKey } from "./counter-key.ts";
import type { AttemptCounterStore } from "../store/ports/attempt-counter.ts";

/** Lets something happen so many times in a while, counted for each key apart and by all servers together. */
export type WindowLimit = {
  /** Counts one more and gives 0, or counts nothing and gives the milliseconds until one more may come. */
  take(key: string): Promise<number>;
};

/** `name` keeps limits of different things apart. */
export type WindowRule = { name: string; max: number; windowMs: number };

/**
 * A window begins with the first time and ends `windowMs` later. `clock` gives milliseconds since the
 * epoch.
 */
export function createWindowLimit(
  clock: () => number,
  counters: Pick<AttemptCounterStore, "decide">,
  keyOf: CounterKey,
  { name, max, windowMs }: WindowRule,
): WindowLimit {
  return {
    take(key) {
      const id = keyOf("window", name, key);
      return counters.decide([id], (rows) => {
        const now = clock();
        const row = rows.get(id);
        const open = row !== undefined && row.until > now && row.until <= now + windowMs;
        const taken = open ? row.count : 0;
        const until = open ? row.until : now + windowMs;
        if (taken >= max) return { result: until - now, changes: new Map() };
        const counted = { count: taken + 1, until, holder: null };
        return { result: 0, changes: new Map([[id, counted]]) };
      });
    },
  };
}
