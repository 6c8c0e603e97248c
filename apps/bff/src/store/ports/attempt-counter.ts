/** `until` is in milliseconds since the epoch; what it ends is up to whoever counts. */
export type AttemptCounter = { count: number; until: number; holder: string | null };

export type AttemptDecision<Result> = {
  result: Result;
  /** What the counters become; those that are not named stay as they are, null deletes. */
  changes: ReadonlyMap<string, AttemptCounter | null>;
};

export type AttemptCounterStore = {
  /**
   * Lets `decide` look at the counters of these keys and writes what it makes of them, alone among all
   * servers. It must not wait for anything, and may be called twice: where it changes nothing at first
   * sight nothing is written, and nobody waits.
   */
  decide<Result>(
    keys: readonly string[],
    decide: (counters: ReadonlyMap<string, AttemptCounter>) => AttemptDecision<Result>,
  ): Promise<Result>;
  /** Deletes counters whose time ended before, and the oldest above `kept`; at most `limit`, gives their number. */
  prune(command: { before: number; kept: number; limit: number }): Promise<number>;
};
