import {
  managers,
  rolesBelow,
  type InvitationCreate,
  type InvitationSent,
} from "@berth/api-contract";
import { createLinkCode } from "../../auth/link-code.ts";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, validationFailed } from "../errors.ts";
import { daysAfter } from "../time.ts";
import { handOver, invitationDays } from "./hand-over.ts";

/** Invites an address. Whoever holds the link may join, with an account of this very address. */
export async function inviteMember(
  ctx: MemberContext,
  { email: written, role }: InvitationCreate,
): Promise<InvitationSent> {
  requireRole(ctx, managers);
  if (!rolesBelow(ctx.role).includes(role)) {
    throw validationFailed([{ path: "role", message: "Choose a role below your own." }]);
  }
  const at = ctx.clock();
  const id = newId("inv", at);
  const email = written.toLowerCase();
  const { code, hash } = createLinkCode();
  const result = await ctx.store.invitations.create({
    invitation: {
      id,
      organizationId: ctx.organization.id,
      email,
      role,
      createdAt: at,
      expiresAt: daysAfter(at, invitationDays),
      invitedBy: ctx.person.id,
    },
    tokenHash: hash,
    audit: auditEntry(
      ctx,
      "member.invite",
      { kind: "invitation", id, name: email },
      newFields({ email, role }),
    ),
  });
  if (!result.ok) throw refusal(result.reason);
  return await handOver(ctx, result.invitation, code);
}

function refusal(reason: "already_member" | "already_invited"): AppError {
  const message =
    reason === "already_member"
      ? "Somebody with this address is a member already."
      : "This address is invited already. Send the invitation again for a new link, or take it back first.";
  return new AppError(reason, message, { issues: [{ path: "email", message }] });
}
