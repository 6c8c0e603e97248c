import type { InvitationSent } from "@berth/api-contract";
import { linkWith } from "../../auth/link-code.ts";
import type { Invitation } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { sendMail } from "../mail/send.ts";
import { invitationMail } from "../mail/texts.ts";
import { invitationView } from "./invitation-view.ts";

/** How long the link of an invitation works. */
export const invitationDays = 7;

/** Gets the link to the invited person. */
export async function handOver(
  ctx: MemberContext,
  invitation: Invitation,
  code: string,
): Promise<InvitationSent> {
  const link = linkWith(ctx.publicUrl, "/invite", code);
  const mail = await sendMail(
    ctx,
    invitationMail({
      to: invitation.email,
      organization: ctx.organization.name,
      role: invitation.role,
      invitedBy: ctx.person.name,
      link,
      days: invitationDays,
    }),
  );
  return {
    invitation: invitationView(invitation, ctx.clock()),
    mail,
    link: mail === "sent" ? null : link,
  };
}
