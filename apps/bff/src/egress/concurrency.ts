/** How many full checks may run. */
export type CheckLimits = {
  runningMax: number;
  runningPerHostMax: number;
  runningPerOrganizationMax: number;
  waitingMax: number;
  perOrganizationMinuteMax: number;
};

export const checkLimits: CheckLimits = {
  runningMax: 4,
  runningPerHostMax: 2,
  runningPerOrganizationMax: 1,
  waitingMax: 32,
  perOrganizationMinuteMax: 10,
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
  /** Answer 429 with `Retry-After` for the first two; the last is the caller's own abort. */
  | { ok: false; code: "rate-limited" | "queue-full"; retryAfterMs: number }
  | { ok: false; code: "aborted" };

export type CheckQueue = {
  acquire: (request: CheckSlotRequest) => Promise<CheckSlot>;
};

/**
 * Lets full checks run a few at a time, first come first served among those that may run; the rest
 * wait, and what does not fit into the queue is turned away at once. An organization that has used
 * up its minute is turned away without taking a place in the queue, so it cannot crowd out others.
 * `clock` gives milliseconds that only rise.
 */
export function createCheckQueue(
  clock: () => number,
  limits: CheckLimits = checkLimits,
): CheckQueue {
  const running: CheckSlotRequest[] = [];
  const waiting: Array<CheckSlotRequest & { start: () => void }> = [];
  const starts = createMinuteCounter(clock, limits.perOrganizationMinuteMax);

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
      const retryAfterMs = starts.retryAfterMs(request.organizationId);
      if (retryAfterMs > 0) return { ok: false, code: "rate-limited", retryAfterMs };
      // Whoever already waits goes first wherever both could run.
      if (mayRun(request)) {
        starts.add(request.organizationId);
        return run(request);
      }
      if (waiting.length >= limits.waitingMax) {
        return { ok: false, code: "queue-full", retryAfterMs: 5_000 };
      }
      starts.add(request.organizationId);
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

/** Counts by organization over the last minute; forgets organizations whose minute is over. */
function createMinuteCounter(clock: () => number, max: number) {
  const times = new Map<string, number[]>();

  const recent = (organizationId: string) => {
    const since = clock() - 60_000;
    return (times.get(organizationId) ?? []).filter((time) => time > since);
  };

  return {
    retryAfterMs: (organizationId: string) => {
      const inMinute = recent(organizationId);
      const oldest = inMinute[inMinute.length - max];
      return oldest === undefined ? 0 : oldest + 60_000 - clock();
    },
    add: (organizationId: string) => {
      for (const known of times.keys()) if (recent(known).length === 0) times.delete(known);
      times.set(organizationId, [...recent(organizationId), clock()]);
    },
  };
}

function count<T>(list: readonly T[], matches: (one: T) => boolean): number {
  return list.filter(matches).length;
}
