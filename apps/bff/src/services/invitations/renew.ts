import { managers, type InvitationSent } from "@berth/api-contract";
import { createLinkCode } from "../../auth/link-code.ts";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { daysAfter } from "../time.ts";
import { requireOwnInvitation } from "./find.ts";
import { handOver, invitationDays } from "./hand-over.ts";

/** Sends an invitation again. The link before it ends, whoever has it. */
export async function renewInvitation(ctx: MemberContext, id: string): Promise<InvitationSent> {
  requireRole(ctx, managers);
  const { email } = await requireOwnInvitation(ctx, id);
  const { code, hash } = createLinkCode();
  const result = await ctx.store.invitations.renew({
    organizationId: ctx.organization.id,
    id,
    tokenHash: hash,
    expiresAt: daysAfter(ctx.clock(), invitationDays),
    audit: auditEntry(ctx, "member.renew-invitation", { kind: "invitation", id, name: email }),
  });
  if (!result.ok) throw notFound();
  return await handOver(ctx, result.invitation, code);
}
