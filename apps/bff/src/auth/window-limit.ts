/** Lets something happen so many times in a while, counted for each key apart. */
export type WindowLimit = {
  /** Counts one more, or says that it is too many. */
  take(key: string): boolean;
};

/** At most this many keys are remembered: strangers choose some of them. */
const keysMax = 10_000;

/** `clock` gives milliseconds. */
export function createWindowLimit(
  clock: () => number,
  { max, windowMs }: { max: number; windowMs: number },
): WindowLimit {
  const taken = new Map<string, number[]>();
  return {
    take(key) {
      const now = clock();
      const recent = (taken.get(key) ?? []).filter((at) => now - at < windowMs);
      const allowed = recent.length < max;
      if (allowed) recent.push(now);
      taken.delete(key);
      taken.set(key, recent);
      const oldest = taken.keys().next();
      if (taken.size > keysMax && oldest.done !== true) taken.delete(oldest.value);
      return allowed;
    },
  };
}
