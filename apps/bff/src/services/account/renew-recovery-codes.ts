import { createRecoveryCodes } from "../../auth/recovery-code.ts";
import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";

/** New codes in place of all before; the answer is the only place that shows them. */
export async function renewRecoveryCodes(ctx: PersonContext): Promise<string[]> {
  const { codes, hashes } = createRecoveryCodes();
  const result = await ctx.store.secondFactors.renewRecoveryCodes({
    personId: ctx.person.id,
    codeHashes: hashes,
    audit: await toldEverywhere(ctx, ctx.person, "account.renew-recovery-codes"),
  });
  if (!result.ok) throw notFound();
  notifyByMail(
    ctx,
    accountNotice({
      to: ctx.person.email,
      what: "New recovery codes were made for your account in Berth",
      remedy: "set a new password at once, and tell whoever runs Berth.",
    }),
  );
  return codes;
}
