import { managers, type AlertDeliveryView } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound, tooMany } from "../errors.ts";
import { sendAlert } from "./send.ts";
import { deliveryView } from "./views.ts";

/** Sends a test to every address of a channel, paused or not, and waits for what comes of it. Is not retried. */
export async function testAlertChannel(
  ctx: MemberContext,
  id: string,
): Promise<AlertDeliveryView[]> {
  requireRole(ctx, managers);
  const organizationId = ctx.organization.id;
  const channel = await ctx.store.alerts.channel(organizationId, id);
  if (channel === null) throw notFound();
  const waitMs = await ctx.alertTestLimit.take(organizationId);
  if (waitMs > 0) {
    throw tooMany("rate_limited", "That were many tests. Try again in a minute.", waitMs);
  }
  const recipients = channel.kind === "email" ? channel.recipients : [""];
  const deliveries = await Promise.all(
    recipients.map(async (recipient) => {
      const deliveryId = newId("ald", ctx.clock());
      const { organization } = ctx;
      const sending = { organization, channel, deliveryId, event: null, recipient };
      const { ok, outcome } = await sendAlert(ctx, sending);
      const state = ok ? ("sent" as const) : ("failed" as const);
      return { id: deliveryId, recipient, state, outcome };
    }),
  );
  const result = await ctx.store.alerts.recordTest({
    organizationId,
    channelId: id,
    deliveries,
    at: ctx.clock(),
    audit: auditEntry(ctx, "alert-channel.test", {
      kind: "alert-channel",
      id,
      name: channel.name,
    }),
  });
  if (!result.ok) throw notFound();
  return result.deliveries.map(deliveryView);
}
