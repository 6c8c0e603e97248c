import { jittered } from "../jitter.ts";
import type { ServiceDeps } from "../deps.ts";
import { sendAlert, type SendingDeps } from "./send.ts";

const minuteMs = 60_000;
/** Behind the first attempt, the second and so on; after the last one it is given up, half a day later. */
export const retryWaitsMs = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * minuteMs);

/**
 * Makes the next attempt of a delivery. Gives when the one after is due, null once it is over: sent, given
 * up, or not wanted any more.
 */
export async function deliverAlert(
  deps: SendingDeps & Pick<ServiceDeps, "random">,
  { organizationId, deliveryId }: { organizationId: string; deliveryId: string },
  signal: AbortSignal,
): Promise<number | null> {
  const organization = await deps.store.people.organization(organizationId);
  const found = await deps.store.alerts.delivery(organizationId, deliveryId);
  if (organization === null || found === null || found.delivery.state !== "waiting") return null;
  const { delivery, channel } = found;
  const settle = (result: { state: "waiting" | "sent" | "failed" | "skipped"; outcome: string }) =>
    deps.store.alerts.settle({
      organizationId,
      id: deliveryId,
      attempts: delivery.attempts + (result.state === "skipped" ? 0 : 1),
      at: deps.clock(),
      nextAttemptAt: null,
      ...result,
    });
  if (channel.paused) {
    await settle({ state: "skipped", outcome: "The channel was paused." });
    return null;
  }
  const unwanted = channel.kind === "email" && !channel.recipients.includes(delivery.recipient);
  if (unwanted) {
    await settle({ state: "skipped", outcome: "The address was taken out of the channel." });
    return null;
  }
  const { event, recipient } = delivery;
  const sent = await sendAlert(deps, {
    organization,
    channel,
    deliveryId,
    event,
    recipient,
    signal,
  });
  const { ok, outcome, retryAfterMs = 0 } = sent;
  if (ok) {
    await settle({ state: "sent", outcome });
    return null;
  }
  const wait = retryWaitsMs[delivery.attempts];
  if (wait === undefined) {
    await settle({ state: "failed", outcome });
    return null;
  }
  const at = deps.clock();
  const nextAttemptAt = at + Math.max(jittered(wait, deps.random), retryAfterMs);
  const attempts = delivery.attempts + 1;
  const waiting = { organizationId, id: deliveryId, state: "waiting" as const };
  await deps.store.alerts.settle({ ...waiting, attempts, outcome, at, nextAttemptAt });
  return nextAttemptAt;
}
