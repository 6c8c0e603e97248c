import type { ServiceDeps } from "../services/deps.ts";
import { daysBefore } from "../services/time.ts";
import type { JobHandler } from "./job-runner.ts";

const hourMs = 3_600_000;
const reCheckDays = 14;
const batch = 500;

/** Deletes what nobody looks at any more, a piece at a time. */
export function prune({ store, clock }: Pick<ServiceDeps, "store" | "clock">): JobHandler {
  return {
    kind: "prune",
    standing: { firstAfterMs: hourMs },
    async run() {
      const before = daysBefore(clock(), reCheckDays);
      const pruned = await store.checks.pruneReChecks({ before, limit: batch });
      return { dueAt: clock() + (pruned === batch ? 1_000 : hourMs) };
    },
  };
}
