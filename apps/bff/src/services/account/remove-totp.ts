import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";

/** The sign-in asks for no code from now on; where no passkey is left, for the password alone. */
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
      what: "The authenticator app of your account in Berth was turned off",
      remedy: "set a new password at once, and tell whoever runs Berth.",
    }),
  );
}
