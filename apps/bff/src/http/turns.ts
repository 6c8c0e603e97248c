import type { IncomingMessage } from "node:http";

/** How long a request has stood behind others before it was begun. */
export type Wait = {
  /** What this thread has worked meanwhile; other programs on the machine don't count. */
  workedMs: number;
  /** How many were begun meanwhile. */
  behind: number;
};

export type Turns = {
  /** Begins a request now, or where this turn of the event loop has lasted long enough, in one of the next. */
  take(incoming: IncomingMessage, begin: () => void): void;
};

export type TurnParts = {
  /** Milliseconds that only rise. */
  clock?: () => number;
  /** Milliseconds that this thread has worked. */
  worked?: () => number;
  /** Runs behind what the event loop has read, and behind what was put off before. */
  later?: (run: () => void) => void;
};

const turnMs = 5;
/** So many are begun in one turn at most, each with all that follows from it without waiting. */
const begunMax = 16;

const waits = new WeakMap<IncomingMessage, Wait>();
const none: Wait = { workedMs: 0, behind: 0 };

/** How long a request has waited for its turn; nothing where it came without a socket. */
export function waitOf(incoming: IncomingMessage | undefined): Wait {
  return (incoming === undefined ? undefined : waits.get(incoming)) ?? none;
}

/**
 * Keeps each turn of the event loop short, and requests in the order in which they came. Between two turns the loop
 * accepts one new connection (libuv since 1.45): where hundreds of requests are begun in one go, whoever connects
 * meanwhile waits for as many turns as others stand before it, which can be minutes, and nothing here knows of it.
 */
export function createTurns({
  clock = () => performance.now(),
  worked = threadMs,
  later = (run) => void setImmediate(run),
}: TurnParts = {}): Turns {
  const waiting: Array<() => void> = [];
  /** Null before anything of a turn was begun. */
  let turnFrom: number | null = null;
  let begun = 0;
  let planned = false;

  const isLong = () => turnFrom !== null && clock() - turnFrom > turnMs;

  function start(begin: () => void): void {
    if (turnFrom === null) {
      turnFrom = clock();
      later(() => (turnFrom = null));
    }
    begin();
    begun += 1;
  }

  /** What is put off together runs in one turn, each behind what follows at once from the one before. */
  function plan(): void {
    if (planned) return;
    planned = true;
    for (let n = 0; n < begunMax; n += 1) {
      later(() => {
        if (isLong()) return;
        const next = waiting.shift();
        if (next !== undefined) start(next);
      });
    }
    later(() => {
      planned = false;
      turnFrom = null;
      if (waiting.length > 0) plan();
    });
  }

  return {
    take(incoming, begin) {
      if (waiting.length === 0 && !isLong()) return start(begin);
      const came = { worked: worked(), begun };
      waiting.push(() => {
        waits.set(incoming, { workedMs: worked() - came.worked, behind: begun - came.begun });
        begin();
      });
      plan();
    },
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
