import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** The token fails from the next request on: each one looks it up. */
export async function revokeWorkerToken(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const tokens = await ctx.store.workerTokens.list(ctx.organization.id);
  const token = tokens.find((one) => one.id === id);
  if (token === undefined) throw notFound();
  const result = await ctx.store.workerTokens.revoke({
    organizationId: ctx.organization.id,
    id,
    at: ctx.clock(),
    audit: auditEntry(ctx, "worker-token.revoke", { kind: "worker-token", id, name: token.name }),
  });
  if (!result.ok) throw notFound();
}
