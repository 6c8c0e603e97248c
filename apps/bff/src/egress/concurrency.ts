/** How many full checks may run on this server: its sockets and its time are what they use up. */
export type CheckLimits = {
  runningMax: number;
  runningPerHostMax: number;
  runningPerOrganizationMax: number;
  waitingMax: number;
};

export const checkLimits: CheckLimits = {
  runningMax: 4,
  runningPerHostMax: 2,
  runningPerOrganizationMax: 1,
  waitingMax: 32,
};

export type CheckSlotRequest = {
  organizationId: string;
  /** Canonical host; checks of one host by several organizations count together. */
  host: string;
  signal?: AbortSignal | undefined;
};

export type CheckSlot =
  /** `release` must be called once the check is over; calling it again does nothing. */
  | { ok: true; release: () => void }
  /** Answer 429 with `Retry-After` for the first; the last is the caller's own abort. */
  | { ok: false; code: "queue-full"; retryAfterMs: number }
  | { ok: false; code: "aborted" };

export type CheckQueue = {
  acquire: (request: CheckSlotRequest) => Promise<CheckSlot>;
};

/**
 * Lets full checks run a few at a time, first come first served among those that may run; the rest
 * wait, and what does not fit into the queue is turned away at once. How many an organization may start in a minute is
 * counted before, by all servers together.
 */
export function createCheckQueue(limits: CheckLimits = checkLimits): CheckQueue {
  const running: CheckSlotRequest[] = [];
  const waiting: Array<CheckSlotRequest & { start: () => void }> = [];

  const mayRun = ({ host, organizationId }: CheckSlotRequest) =>
    running.length < limits.runningMax &&
    count(running, (one) => one.host === host) < limits.runningPerHostMax &&
    count(running, (one) => one.organizationId === organizationId) <
      limits.runningPerOrganizationMax;

  const startNext = () => {
    for (const entry of waiting.slice()) {
      if (!mayRun(entry)) continue;
      waiting.splice(waiting.indexOf(entry), 1);
      entry.start();
    }
  };

  const run = (request: CheckSlotRequest): CheckSlot => {
    running.push(request);
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      running.splice(running.indexOf(request), 1);
      startNext();
    };
    return { ok: true, release };
  };

  return {
    acquire: async (given) => {
      const request = { ...given };
      if (request.signal?.aborted === true) return { ok: false, code: "aborted" };
      // Whoever already waits goes first wherever both could run.
      if (mayRun(request)) return run(request);
      if (waiting.length >= limits.waitingMax) {
        return { ok: false, code: "queue-full", retryAfterMs: 5_000 };
      }
      return new Promise((resolve) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          resolve({ ok: false, code: "aborted" });
        };
        const entry = {
          ...request,
          start: () => {
            request.signal?.removeEventListener("abort", leave);
            resolve(run(request));
          },
        };
        waiting.push(entry);
        request.signal?.addEventListener("abort", leave, { once: true });
      });
    },
  };
}

function count<T>(list: readonly T[], matches: (one: T) => boolean): number {
  return list.filter(matches).length;
}
