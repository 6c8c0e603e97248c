import type { InvitationOffer } from "@berth/api-contract";
import { hashLinkCode } from "../../auth/link-code.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { iso } from "../time.ts";

/** What the link's holder is asked to accept. */
export async function lookAtInvitation(
  ctx: PublicContext,
  token: string,
): Promise<InvitationOffer> {
  const { invitation, organization } = await requireOffer(ctx, token);
  return {
    organization: { slug: organization.slug, name: organization.name },
    email: invitation.email,
    role: invitation.role,
    invitedBy: invitation.invitedBy?.name ?? null,
    expiresAt: iso(invitation.expiresAt),
    hasAccount: (await ctx.store.people.getByEmail(invitation.email)) !== null,
  };
}

/** The invitation behind a link. One answer for a link that is wrong, used, taken back or too old. */
export async function requireOffer(ctx: PublicContext, token: string) {
  const offer = await ctx.store.invitations.findByToken(hashLinkCode(token), ctx.clock());
  if (offer === null) throw invitationInvalid();
  return offer;
}

export function invitationInvalid(): AppError {
  return new AppError(
    "invitation_invalid",
    "This invitation can't be used: it was accepted, taken back or renewed, or it is too old. Ask whoever invited you for a new link.",
  );
}
