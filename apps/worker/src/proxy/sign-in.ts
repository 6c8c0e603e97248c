import type { Trouble } from "./trouble.ts";

/** What came of an attempt to get another `Authorization`; no trouble means that there is none to get. */
export type Renewed = { header: string } | { header: null; trouble: Trouble | null };

/** How requests to the registry are signed in, and what to do when it wants something else. */
export type SignIn = {
  /** The `Authorization` to send now, or null. */
  current: () => string | null;
  /** Told when an answer showed that this header works. */
  worked: (sent: string | null) => void;
  /**
   * After a 401 to a request that carried `sent`: a header where the request is worth sending again.
   * Any number of requests may ask at once; whoever gives the header is asked once.
   */
  renew: (sent: string | null, challenges: readonly string[]) => Promise<Renewed>;
};

/**
 * Starts with `first` and asks `next` for another header when the registry refuses it: at once where there
 * was none, later only where the header had worked and must have run out since.
 */
export function createSignIn(
  first: string | null,
  next: (challenges: readonly string[]) => Promise<Renewed>,
): SignIn {
  let header = first;
  let proven: string | null = null;
  let asking: Promise<Renewed> | null = null;
  const ask = async (challenges: readonly string[]): Promise<Renewed> => {
    const renewed = await next(challenges);
    if (renewed.header === null) return renewed;
    if (renewed.header === header) return { header: null, trouble: null };
    header = renewed.header;
    return renewed;
  };
  return {
    current: () => header,
    worked: (sent) => {
      proven = sent;
    },
    renew: async (sent, challenges) => {
      if (header !== null && sent !== header) return { header };
      if (header !== null && proven !== header) return { header: null, trouble: null };
      asking ??= ask(challenges).finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}
