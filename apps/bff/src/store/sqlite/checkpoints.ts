import type { Handle } from "./open.ts";

/** About as often as SQLite would by itself, whose measure is 1,000 pages. */
const commitsBetween = 64;

/**
 * Folds the write-ahead log into the database every so many commits. Call `committed` behind each; it throws where that
 * goes wrong. SQLite would do it by itself, but keeps an I/O error of it to itself as well, and the next commit would be
 * acknowledged by a disk that has begun to fail.
 */
export function createCheckpoints(writer: Handle): { committed(): void } {
  let commits = 0;
  return {
    committed() {
      commits += 1;
      if (commits < commitsBetween) return;
      commits = 0;
      // Passive: it waits for no reader, and what a reader still needs stays until the next time.
      writer.pragma("wal_checkpoint(PASSIVE)");
    },
  };
}
