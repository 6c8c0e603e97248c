import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { requireOwnInvitation } from "./find.ts";

export async function revokeInvitation(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const { email } = await requireOwnInvitation(ctx, id);
  const result = await ctx.store.invitations.revoke({
    organizationId: ctx.organization.id,
    id,
    audit: auditEntry(ctx, "member.revoke-invitation", { kind: "invitation", id, name: email }),
  });
  if (!result.ok) throw notFound();
}
