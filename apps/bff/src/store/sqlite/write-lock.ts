import { setTimeout as wait } from "node:timers/promises";
import type { Handle } from "./open.ts";

/** How long a write waits for another process that writes, and how often it tries meanwhile. */
const longestMs = 5_000;
const triesEveryMs = 1;
/** Writes that follow each other without a pause for so long leave one, in which another process gets its turn. */
const burstMs = 250;
const pauseMs = 3;

export type WriteLock = {
  /** Begins a transaction that may write, once no other process does. Rejects with SQLite's error where that takes too long. */
  begin(): Promise<void>;
  /** To be called behind COMMIT and ROLLBACK. */
  ended(this: void): void;
};

/**
 * One file's lock among processes, which SQLite gives to whoever asks in the right moment: its own waiting holds up
 * the thread and with it every other request, asks every tenth of a second, and finds the lock taken each time where
 * the other writes without a pause. So Berth asks itself, often, and leaves a pause now and then.
 */
export function createWriteLock(writer: Handle, patienceMs = longestMs): WriteLock {
  let [burstFrom, freeFrom] = [0, 0];
  return {
    async begin() {
      const now = performance.now();
      if (now - freeFrom >= pauseMs) burstFrom = now;
      if (now - burstFrom > burstMs) {
        await wait(pauseMs);
        burstFrom = performance.now();
      }
      const until = performance.now() + patienceMs;
      while (!tryBegin(writer, performance.now() >= until)) await wait(triesEveryMs);
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
