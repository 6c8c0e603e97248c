import { investigators, type AuditListQuery } from "@berth/api-contract";
import type { AuditEvent } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { iso } from "../time.ts";

export async function listAuditEvents(ctx: MemberContext, query: AuditListQuery) {
  requireRole(ctx, investigators);
  const { cursor, limit, object, action } = query;
  const page = await ctx.store.audit.list(ctx.organization.id, {
    cursor,
    limit,
    objectId: object,
    action,
  });
  return { events: page.rows.map((event) => toView(ctx, event)), next: page.next };
}

function toView(ctx: MemberContext, event: AuditEvent) {
  const { id, action, actor, object, changes, requestId } = event;
  return {
    id,
    at: iso(event.at),
    action,
    actor,
    object,
    changes,
    // Where colleagues work from is nothing that support needs.
    address: ctx.role === "support" ? null : event.address,
    requestId,
  };
}
