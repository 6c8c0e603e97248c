import { investigators } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { eventView } from "./event-view.ts";

export async function getAuditEvent(ctx: MemberContext, id: string) {
  requireRole(ctx, investigators);
  const event = await ctx.store.audit.get(ctx.organization.id, id);
  if (event === null) throw notFound();
  return eventView(ctx, event);
}
