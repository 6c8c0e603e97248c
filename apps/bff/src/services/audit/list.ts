import { investigators, type AuditListQuery } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { auditFilterOf } from "./audit-filter.ts";
import { eventView } from "./event-view.ts";

export async function listAuditEvents(ctx: MemberContext, query: AuditListQuery) {
  requireRole(ctx, investigators);
  const { cursor, limit, ...asked } = query;
  const filter = auditFilterOf(ctx, asked);
  const page = await ctx.store.audit.list(ctx.organization.id, { ...filter, cursor, limit });
  return { events: page.rows.map((event) => eventView(ctx, event)), next: page.next };
}
