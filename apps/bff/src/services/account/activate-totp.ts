import { createRecoveryCodes } from "../../auth/recovery-code.ts";
import { stepOfCode } from "../../auth/totp.ts";
import type { PersonContext } from "../context.ts";
import { AppError, validationFailed } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";
import { withTotpSecret } from "./totp-secret.ts";

/**
 * From now on the sign-in asks for a code. The answer is the only place that shows the recovery codes; null where the
 * person has some from another second factor.
 */
export async function activateTotp(ctx: PersonContext, code: string): Promise<string[] | null> {
  const { person, vault } = ctx;
  const { totp } = await ctx.store.secondFactors.read(person.id);
  if (totp === null || totp.active) throw notPrepared();
  const at = ctx.clock();
  const step = withTotpSecret(vault, person.id, totp.sealed, (secret) =>
    stepOfCode(secret, code, at),
  );
  if (step === null) {
    throw validationFailed([
      {
        path: "code",
        message:
          "This is not the code of this moment. Check that the clock of the device is right, and take the next one.",
      },
    ]);
  }
  const { codes, hashes } = createRecoveryCodes();
  const result = await ctx.store.secondFactors.activateTotp({
    personId: person.id,
    sealed: totp.sealed,
    step,
    codeHashes: hashes,
    at,
    audit: await toldEverywhere(ctx, person, "account.add-second-factor"),
  });
  if (!result.ok) throw notPrepared();
  notifyByMail(
    ctx,
    accountNotice({
      to: person.email,
      what: "A second factor was set up for your account in Berth",
      remedy: "tell whoever runs Berth at once.",
    }),
  );
  return result.first ? codes : null;
}

function notPrepared(): AppError {
  return new AppError("conflict", "There is no app to confirm. Begin its set-up anew.");
}
