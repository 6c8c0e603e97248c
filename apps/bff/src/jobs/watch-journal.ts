import type { ServiceDeps } from "../services/deps.ts";
import type { JobHandler } from "./job-runner.ts";

const minuteMs = 60_000;
/** What the log is cut back to once nobody reads what it holds. */
const journalMax = 64 * 1024 * 1024;

/** Warns for as long as somebody who reads the database keeps its write-ahead log from being folded in. */
export function watchJournal({
  store,
  log,
  clock,
}: Pick<ServiceDeps, "log" | "clock"> & {
  store: Pick<ServiceDeps["store"], "journalBytes">;
}): JobHandler {
  return {
    kind: "watch-journal",
    standing: { firstAfterMs: minuteMs },
    async run() {
      const bytes = await store.journalBytes();
      if (bytes !== null && bytes > journalMax) {
        log.warn(
          { bytes },
          "the database's write-ahead log grows: something that reads the database has been at it for long, such as a backup or a shell; end it, and the log shrinks by itself",
        );
      }
      return { dueAt: clock() + minuteMs };
    },
  };
}
