import type { InvitationAccept } from "@berth/api-contract";
import type { ClientFacts } from "../../auth/auth.ts";
import { hashLinkCode } from "../../auth/link-code.ts";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { requireStrongPassword } from "../passwords/require-strong.ts";
import { beginSession, type SignedIn } from "../session/begin.ts";
import { refuseCrowd } from "../session/crowd.ts";
import { invitationInvalid, requireOffer } from "./look.ts";

/** Makes the account of an invited address, which joins at once, and signs it in. */
export async function acceptInvitation(
  ctx: PublicContext,
  { token, name, password }: InvitationAccept,
  client: ClientFacts,
): Promise<SignedIn> {
  const { invitation, organization } = await requireOffer(ctx, token);
  const { email, role } = invitation;
  requireStrongPassword(password, {
    field: "password",
    context: [name, email, organization.name],
  });
  const at = ctx.clock();
  const person = { id: newId("usr", at), name, email };
  const passwordHash = await ctx.auth.hashPassword(password).catch(refuseCrowd);
  const result = await ctx.store.invitations.accept({
    tokenHash: hashLinkCode(token),
    at,
    memberId: newId("mem", at),
    person: { kind: "new", person, account: { id: newId("acc", at), passwordHash } },
    audit: auditEntry(
      { ...ctx, person },
      "member.join",
      { kind: "person", id: person.id, name },
      newFields({ email, role, invitedBy: invitation.invitedBy?.name ?? null }),
    ),
  });
  if (!result.ok) throw acceptRefusal(result.reason);
  // Without comparing the password that was just set: the link is used up, and a crowd must not stand behind it.
  return await beginSession(ctx, await ctx.auth.sessionFor(person, client));
}

export function acceptRefusal(reason: "not_found" | "address_taken" | "already_member"): AppError {
  if (reason === "not_found") return invitationInvalid();
  return reason === "address_taken"
    ? new AppError(
        "invitation_invalid",
        "This address has an account already. Sign in with it, then open the link again.",
      )
    : new AppError("already_member", "You belong to this organization already.");
}
