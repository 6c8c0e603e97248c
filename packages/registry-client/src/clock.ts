/** Time as the client needs it; tests hand in their own. Milliseconds. */
export type Clock = {
  /** Since the epoch. */
  readonly now: () => number;
  /** Calls `act` once after `ms`; the result cancels it. */
  readonly after: (ms: number, act: () => void) => () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
