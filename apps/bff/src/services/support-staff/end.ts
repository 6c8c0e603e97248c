import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { visitObject } from "./visit-view.ts";

/** Somebody of the organization sends support staff away. Counts from the visitor's next request on. */
export async function endSupportVisit(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const { store, organization } = ctx;
  const open = await store.supportStaff.openVisits([organization.id], ctx.clock());
  const visit = open.find((one) => one.id === id);
  if (visit === undefined) throw notFound();
  await end(ctx, visit);
}

/** Support staff who are done. */
export async function leaveVisit(ctx: MemberContext, visit: { id: string }): Promise<void> {
  await end(ctx, { id: visit.id, person: ctx.person });
}

async function end(ctx: MemberContext, visit: Parameters<typeof visitObject>[0]): Promise<void> {
  const ended = await ctx.store.supportStaff.end({
    organizationId: ctx.organization.id,
    id: visit.id,
    at: ctx.clock(),
    audit: auditEntry(ctx, "support-visit.end", visitObject(visit)),
  });
  if (!ended.ok) throw notFound();
}
