import { createRecoveryCodes } from "../../auth/recovery-code.ts";
import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";
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
  return codes;
}
