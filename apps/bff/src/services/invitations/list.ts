import { managers, type InvitationView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { invitationView } from "./invitation-view.ts";

export async function listInvitations(ctx: MemberContext): Promise<InvitationView[]> {
  requireRole(ctx, managers);
  const invitations = await ctx.store.invitations.list(ctx.organization.id);
  return invitations.map((invitation) => invitationView(invitation, ctx.clock()));
}
