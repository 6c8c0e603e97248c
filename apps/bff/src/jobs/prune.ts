import { pullKeptDaysUsual } from "@berth/api-contract";
import type { ServiceDeps } from "../services/deps.ts";
import { forgetAfterMs } from "../auth/sign-in-throttle.ts";
import { daysBefore } from "../services/time.ts";
import type { JobHandler } from "./job-runner.ts";

const hourMs = 3_600_000;
const reCheckDays = 14;
const alertDays = 90;
const batch = 500;
/** Strangers choose some of the keys that attempts are counted under. */
const countersMax = 100_000;

/** Deletes secrets that were kept for a time, once that is over. */
export function forgetKeptSecrets({
  store,
  clock,
}: Pick<ServiceDeps, "store" | "clock">): JobHandler {
  return {
    kind: "forget-kept-secrets",
    standing: { firstAfterMs: 0 },
    async run() {
      const forgotten = await store.registries.forgetOutdated({ now: clock(), limit: batch });
      return { dueAt: clock() + (forgotten === batch ? 1_000 : 60_000) };
    },
  };
}

/** Deletes what nobody looks at any more, a piece at a time. */
export function prune({ store, clock }: Pick<ServiceDeps, "store" | "clock">): JobHandler {
  return {
    kind: "prune",
    standing: { firstAfterMs: hourMs },
    async run() {
      const now = clock();
      const pruned = [
        await store.checks.pruneReChecks({ before: daysBefore(now, reCheckDays), limit: batch }),
        await store.requestKeys.prune({ now, limit: batch }),
        await store.attemptCounters.prune({
          before: now - forgetAfterMs,
          kept: countersMax,
          limit: batch,
        }),
        await store.alerts.prune({ before: daysBefore(now, alertDays), limit: batch }),
        await store.pulls.prune({ now, usualDays: pullKeptDaysUsual, limit: batch }),
      ];
      const more = pruned.some((count) => count >= batch);
      return { dueAt: clock() + (more ? 1_000 : hourMs) };
    },
  };
}
