import { networkOf } from "../../auth/network-of.ts";
import type { PublicContext } from "../context.ts";
import { tooMany } from "../errors.ts";
import { sendMail } from "../mail/send.ts";
import { passwordResetMail } from "../mail/texts.ts";
import { makeResetLink } from "./make-reset-link.ts";

/** How long a mailed link works. */
const mailedMinutes = 30;

/**
 * Mails a link to set a new password, if there is such a person. The answer is the same and comes as fast whether there
 * is one, and how often they were asked about.
 */
export async function requestPasswordReset(ctx: PublicContext, email: string): Promise<void> {
  const waitMs = await ctx.resetLimits.network.take(networkOf(ctx.address));
  if (waitMs > 0) {
    throw tooMany("rate_limited", "Too many requests for new passwords. Try again later.", waitMs);
  }
  ctx.background.run("mail to reset a password", async () => {
    const person = await ctx.store.people.getByEmail(email);
    if (person === null || (await ctx.resetLimits.account.take(person.id)) > 0) return;
    const link = await makeResetLink(ctx, person, mailedMinutes);
    await sendMail(ctx, passwordResetMail({ to: person.email, link, minutes: mailedMinutes }));
  });
}
