import type { TotpSetup } from "@berth/api-contract";
import { base32, createTotpSecret, totpUri } from "../../auth/totp.ts";
import type { PersonContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { sealTotpSecret } from "./totp-secret.ts";

/** Makes a secret for an app. It counts for nothing until a code of it has come back. */
export async function prepareTotp(ctx: PersonContext): Promise<TotpSetup> {
  const secret = createTotpSecret();
  try {
    const result = await ctx.store.secondFactors.prepareTotp({
      personId: ctx.person.id,
      sealed: sealTotpSecret(ctx.vault, ctx.person.id, secret),
      at: ctx.clock(),
    });
    if (!result.ok) {
      throw new AppError("conflict", "An app is set up already. Turn it off first.");
    }
    return { secret: base32(secret), uri: totpUri(secret, ctx.person.email) };
  } finally {
    secret.fill(0);
  }
}
