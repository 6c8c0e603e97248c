import type { ServiceDeps } from "../services/deps.ts";
import { endOverdueVisits } from "../services/support-staff/end-overdue.ts";
import type { JobHandler } from "./job-runner.ts";

/** No visit is shorter, so each end is known before it comes. */
const everyMs = 60_000;

/** Ends visits of support staff in the log when their time is over. */
export function endSupportVisits(deps: Pick<ServiceDeps, "store" | "clock">): JobHandler {
  return {
    kind: "end-support-visits",
    standing: { firstAfterMs: 0 },
    async run() {
      return { dueAt: await endOverdueVisits(deps, everyMs) };
    },
  };
}
