import { deliverAlert } from "../services/alerts/deliver.ts";
import { raiseDueAlerts } from "../services/alerts/raise-due.ts";
import type { SendingDeps } from "../services/alerts/send.ts";
import type { ServiceDeps } from "../services/deps.ts";
import { deliverAlertKind } from "../store/raise-alert.ts";
import type { JobHandler } from "./job-runner.ts";

const lookEveryMs = 300_000;

/** Looks for what time brings; what happens otherwise raises its alert where it is written down. */
export function raiseAlerts({ store, clock }: Pick<ServiceDeps, "store" | "clock">): JobHandler {
  return {
    kind: "raise-alerts",
    standing: { firstAfterMs: 0 },
    async run(_job, signal) {
      for (const organization of await store.people.organizations()) {
        signal.throwIfAborted();
        await raiseDueAlerts({ store, clock }, organization);
      }
      return { dueAt: clock() + lookEveryMs };
    },
  };
}

/** Sends one alert to one address. */
export function deliverAlerts(deps: SendingDeps & Pick<ServiceDeps, "random">): JobHandler {
  return {
    kind: deliverAlertKind,
    async run({ payload }, signal) {
      const { organizationId = "", deliveryId = "" } = payload;
      return { dueAt: await deliverAlert(deps, { organizationId, deliveryId }, signal) };
    },
  };
}
