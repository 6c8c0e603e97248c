import type { ServiceDeps } from "../services/deps.ts";
import type { JobHandler } from "./job-runner.ts";

const minuteMs = 60_000;

/** Ends checks whose server died: none runs longer than 15 s. */
export function endDeadChecks({ store, clock }: Pick<ServiceDeps, "store" | "clock">): JobHandler {
  return {
    kind: "end-dead-checks",
    standing: { firstAfterMs: minuteMs },
    async run() {
      const at = clock();
      await store.checks.cancelRunning({ startedBefore: at - minuteMs, at });
      return { dueAt: clock() + minuteMs };
    },
  };
}
