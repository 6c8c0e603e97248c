import { rolesBelow } from "@berth/api-contract";
import type { Invitation } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";

/** The invitation of this id, if its role is one that the person could give. */
export async function requireOwnInvitation(ctx: MemberContext, id: string): Promise<Invitation> {
  const invitation = await ctx.store.invitations.get(ctx.organization.id, id);
  if (invitation === null) throw notFound();
  if (!rolesBelow(ctx.role).includes(invitation.role)) {
    throw new AppError("forbidden", "This invitation is for a role that is not below your own.");
  }
  return invitation;
}
