import type { Session } from "@berth/api-contract";
import { hashLinkCode } from "../../auth/link-code.ts";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import type { PersonContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { sessionView } from "../session/session-view.ts";
import { acceptRefusal } from "./accept.ts";
import { requireOffer } from "./look.ts";

/** Joins with the account that is signed in. A link that reached somebody else's hands is no use to them. */
export async function joinOrganization(ctx: PersonContext, token: string): Promise<Session> {
  const { person } = ctx;
  const { invitation } = await requireOffer(ctx, token);
  const { email, role } = invitation;
  if (person.email !== email) {
    throw new AppError(
      "forbidden",
      `This invitation is for ${email}, and you are signed in as ${person.email}. Sign out and sign in with the invited address.`,
    );
  }
  const at = ctx.clock();
  const result = await ctx.store.invitations.accept({
    tokenHash: hashLinkCode(token),
    at,
    memberId: newId("mem", at),
    person: { kind: "known", person },
    audit: auditEntry(
      ctx,
      "member.join",
      { kind: "person", id: person.id, name: person.name },
      newFields({ email, role, invitedBy: invitation.invitedBy?.name ?? null }),
    ),
  });
  if (!result.ok) throw acceptRefusal(result.reason);
  return await sessionView(ctx);
}
