import type { InvitationSent } from "@berth/api-contract";
import { linkWith } from "../../auth/link-token.ts";
import type { Invitation } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { invitationView } from "./invitation-view.ts";

/** How long the link of an invitation works. */
export const invitationDays = 7;

/** Gets the link to the invited person. */
export async function handOver(
  ctx: MemberContext,
  invitation: Invitation,
  token: string,
): Promise<InvitationSent> {
  const link = linkWith(ctx.publicUrl, "/invite", token);
  return { invitation: invitationView(invitation, ctx.clock()), mail: "off", link };
}
