import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";

export async function deleteAlertChannel(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const organizationId = ctx.organization.id;
  const channel = await ctx.store.alerts.channel(organizationId, id);
  if (channel === null) throw notFound();
  const result = await ctx.store.alerts.removeChannel({
    organizationId,
    id,
    audit: auditEntry(ctx, "alert-channel.delete", {
      kind: "alert-channel",
      id,
      name: channel.name,
    }),
  });
  if (!result.ok) throw notFound();
}
