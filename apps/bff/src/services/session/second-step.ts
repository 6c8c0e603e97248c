import { hashRecoveryCode } from "../../auth/recovery-code.ts";
import { stepOfCode } from "../../auth/totp.ts";
import type { Person } from "../../store/rows.ts";
import { withTotpSecret } from "../account/totp-secret.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";

/** How somebody proved who they are, for the log. */
export type FirstProof = "password" | "single sign-on";
export type Proof = FirstProof | `${FirstProof} and ${"code" | "recovery code"}`;

/**
 * Asks for the second factor of somebody whose first proof was right, if they have one. Every code is taken once: one
 * that was watched over a shoulder is of no use to whoever watched.
 */
export async function requireSecondStep(
  ctx: PublicContext,
  person: Person,
  code: string | undefined,
  first: FirstProof = "password",
): Promise<Proof> {
  const { totp } = await ctx.store.secondFactors.read(person.id);
  if (totp === null || !totp.active) return first;
  if (code === undefined || code === "") {
    throw new AppError("second_factor_required", "Enter the code that your app shows.");
  }
  const digits = code.replaceAll(/\s/g, "");
  const step = withTotpSecret(ctx.vault, person.id, totp.sealed, (secret) =>
    stepOfCode(secret, digits, ctx.clock()),
  );
  if (step !== null && (await ctx.store.secondFactors.takeStep(person.id, step))) {
    return `${first} and code`;
  }
  if (await ctx.store.secondFactors.takeRecoveryCode(person.id, hashRecoveryCode(code))) {
    return `${first} and recovery code`;
  }
  throw new AppError(
    "second_factor_failed",
    "This code can't be used: it is not the one of this moment, or it was used before. Take the next one.",
  );
}
