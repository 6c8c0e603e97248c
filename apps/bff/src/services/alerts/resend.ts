import { managers, type AlertDeliveryView } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { alertTitle } from "./message.ts";
import { deliveryView } from "./views.ts";

/** Has a delivery tried at once that was given up, left out or is still waiting; its attempts count anew. */
export async function resendAlert(ctx: MemberContext, id: string): Promise<AlertDeliveryView> {
  requireRole(ctx, managers);
  const organizationId = ctx.organization.id;
  const found = await ctx.store.alerts.delivery(organizationId, id);
  if (found === null) throw notFound();
  const { delivery, channel } = found;
  if (delivery.event === null) {
    throw new AppError("conflict", "This was a test. Send a new one instead.");
  }
  if (channel.paused) {
    throw new AppError("conflict", `'${channel.name}' is paused. Resume it first.`);
  }
  if (channel.kind === "email" && !channel.recipients.includes(delivery.recipient)) {
    throw new AppError("conflict", "This address has been taken out of the channel.");
  }
  const result = await ctx.store.alerts.resend({
    organizationId,
    id,
    at: ctx.clock(),
    audit: auditEntry(
      ctx,
      "alert-channel.resend",
      { kind: "alert-channel", id: channel.id, name: channel.name },
      [{ field: "alert", before: null, after: alertTitle(delivery.event) }],
    ),
  });
  if (result.ok) return deliveryView(result.delivery);
  if (result.reason === "not_found") throw notFound();
  throw new AppError("already_finished", "This alert has arrived, or is being sent right now.");
}
