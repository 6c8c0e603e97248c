import { newId } from "../ids.ts";
import type { ServiceDeps } from "../services/deps.ts";
import { deliverAlerts, raiseAlerts } from "./alerts.ts";
import { endDeadChecks } from "./dead-checks.ts";
import { createJobRunner, type JobRunner } from "./job-runner.ts";
import { forgetKeptSecrets, prune } from "./prune.ts";
import { planReChecks, runReChecks } from "./re-checks.ts";
import { endSupportVisits } from "./support-visits.ts";
import { watchJournal } from "./watch-journal.ts";

export type JobSettings = {
  /** Milliseconds between two re-checks of a registry; null makes none. */
  reCheckIntervalMs: number | null;
};

/** Everything Berth does without being asked. */
export function createJobs(deps: ServiceDeps, { reCheckIntervalMs }: JobSettings): JobRunner {
  const { store, log, clock } = deps;
  return createJobRunner({
    jobs: store.jobs,
    log,
    clock,
    server: newId("srv"),
    handlers: [
      ...(reCheckIntervalMs === null
        ? []
        : [planReChecks(deps, reCheckIntervalMs), runReChecks(deps, reCheckIntervalMs)]),
      prune(deps),
      endDeadChecks(deps),
      forgetKeptSecrets(deps),
      endSupportVisits(deps),
      raiseAlerts(deps),
      deliverAlerts(deps),
      watchJournal(deps),
    ],
  });
}
