import { setTimeout as wait } from "node:timers/promises";
import type { Handle } from "./open.ts";

/** How long a write waits for another process that writes, and how often it tries meanwhile. */
const longestMs = 5_000;
const triesEveryMs = 1;
/** Writes that follow each other without a pause for so long leave one, in which another process gets its turn. */
const burstMs = 250;
const pauseMs = 3;

/**
 * Begins a transaction that may write, once no other process does. The file has one lock, which SQLite gives to whoever
 * asks in the right moment: its own waiting holds up the thread and with it every other request, asks every tenth of a
 * second, and finds the lock taken each time where the other writes without a pause. So Berth asks itself, often, and
 * leaves pauses ({@link createPauses}). Rejects with SQLite's error where it takes too long.
 */
export async function beginAlone(writer: Handle, patienceMs = longestMs): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!tryBegin(writer, performance.now() >= until)) await wait(triesEveryMs);
}

export type Pauses = {
  /** Waits before a transaction where it is time for a pause. */
  before(): Promise<void>;
  /** To be called behind COMMIT and ROLLBACK. */
  ended(this: void): void;
};

/** The pauses that all of a process's transactions on one file leave to other processes. */
export function createPauses(): Pauses {
  let [burstFrom, freeFrom] = [0, 0];
  return {
    async before() {
      const now = performance.now();
      if (now - freeFrom >= pauseMs) burstFrom = now;
      if (now - burstFrom > burstMs) {
        await wait(pauseMs);
        burstFrom = performance.now();
      }
    },
    ended: () => void (freeFrom = performance.now()),
  };
}

function tryBegin(writer: Handle, last: boolean): boolean {
  try {
    writer.exec("BEGIN IMMEDIATE");
    return true;
  } catch (err) {
    if (last || !isTaken(err)) throw err;
    return false;
  }
}

function isTaken(err: unknown): boolean {
  return err instanceof Error && "code" in err && String(err.code).startsWith("SQLITE_BUSY");
}
