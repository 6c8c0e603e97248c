import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";

/** The sign-in asks for the password alone from now on. */
export async function removeTotp(ctx: PersonContext): Promise<void> {
  const result = await ctx.store.secondFactors.removeTotp({
    personId: ctx.person.id,
    audit: await toldEverywhere(ctx, ctx.person, "account.remove-second-factor"),
  });
  if (!result.ok) throw notFound();
  notifyByMail(
    ctx,
    accountNotice({
      to: ctx.person.email,
      what: "The second factor of your account in Berth was turned off",
      remedy: "set a new password at once, and tell whoever runs Berth.",
    }),
  );
}
