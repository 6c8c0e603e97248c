import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** The token fails from the next request on: each one looks it up. */
export async function revokeApiToken(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const tokens = await ctx.store.apiTokens.list(ctx.organization.id);
  const token = tokens.find((one) => one.id === id);
  if (token === undefined) throw notFound();
  const result = await ctx.store.apiTokens.revoke({
    organizationId: ctx.organization.id,
    id,
    at: ctx.clock(),
    audit: auditEntry(ctx, "api-token.revoke", { kind: "api-token", id, name: token.name }),
  });
  if (!result.ok) throw notFound();
}
