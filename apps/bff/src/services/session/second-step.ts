import type { SecondFactorAsk, SecondStep } from "@berth/api-contract";
import { passkeyAsk, passkeySupport } from "../../auth/passkeys.ts";
import { hashRecoveryCode } from "../../auth/recovery-code.ts";
import { stepOfCode } from "../../auth/totp.ts";
import type { SecondFactor } from "../../store/ports/second-factor.ts";
import type { Person } from "../../store/rows.ts";
import { withTotpSecret } from "../account/totp-secret.ts";
import { newFields } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { hasSecondFactor } from "./has-second-factor.ts";
import { keepChallenge } from "./passkey-challenge.ts";
import { passkeyProves } from "./passkey-proof.ts";
import { tellEverywhere } from "./tell-everywhere.ts";

/** How somebody proved who they are, for the log. */
export type FirstProof = "password" | "single sign-on" | "reset link";
export type Proof = FirstProof | `${FirstProof} and ${"code" | "recovery code" | "passkey"}`;

type Asked = {
  first?: FirstProof;
  /** The session that asks; null where there is none yet. */
  sessionId: string | null;
};

/**
 * Asks for the second factor of somebody whose first proof was right, if they have one. Every code and every challenge is
 * taken once: what was watched over a shoulder is of no use to whoever watched.
 */
export async function requireSecondStep(
  ctx: PublicContext,
  person: Person,
  { code, passkey }: SecondStep,
  { first = "password", sessionId }: Asked,
): Promise<Proof> {
  const factors = await ctx.store.secondFactors.read(person.id);
  if (!hasSecondFactor(factors)) return first;
  if (passkey !== undefined) {
    const proved = await passkeyProves(ctx, person, factors.passkeys, passkey, sessionId);
    if (proved === "proved") return `${first} and passkey`;
    if (proved === "refused") await noteRefusal("passkey");
    throw await failed(
      "This passkey can't be used: it is not one of your account's, or its answer came too late or not from this page. Try once more, or take a code.",
    );
  }
  if (code === undefined || code === "") {
    throw new AppError("second_factor_required", wayWords(factors), {
      secondFactor: await secondFactorAsk(ctx, person, factors, sessionId),
    });
  }
  const { totp } = factors;
  if (totp?.active === true) {
    const digits = code.replaceAll(/\s/g, "");
    const step = withTotpSecret(ctx.vault, person.id, totp.sealed, (secret) =>
      stepOfCode(secret, digits, ctx.clock()),
    );
    if (step !== null && (await ctx.store.secondFactors.takeStep(person.id, step))) {
      return `${first} and code`;
    }
  }
  if (await ctx.store.secondFactors.takeRecoveryCode(person.id, hashRecoveryCode(code))) {
    return `${first} and recovery code`;
  }
  await noteRefusal("code");
  throw await failed(
    totp?.active === true
      ? "This code can't be used: it is not the one of this moment, or it was used before. Take the next one."
      : "This recovery code can't be used: it is not one of those you have now, or it was used before.",
  );

  /** Whoever is here has given the first proof already: what they try next is worth knowing. */
  async function noteRefusal(refused: "code" | "passkey"): Promise<void> {
    const changes = newFields({ proof: first, refused });
    await tellEverywhere(ctx, person, "session.second-factor-refused", changes);
  }

  async function failed(message: string): Promise<AppError> {
    return new AppError("second_factor_failed", message, {
      secondFactor: await secondFactorAsk(ctx, person, factors, sessionId),
    });
  }
}

/** In which ways somebody can give it now. What their passkey is to sign is made anew each time. */
export async function secondFactorAsk(
  ctx: PublicContext,
  person: Person,
  { totp, passkeys }: SecondFactor,
  sessionId: string | null,
): Promise<SecondFactorAsk> {
  const { publicUrl } = ctx;
  const app = totp?.active === true;
  const here = passkeys.filter(({ rpId }) => rpId === publicUrl.hostname);
  if (here.length === 0 || passkeySupport(publicUrl) !== "possible") return { app, passkey: null };
  const passkey = await passkeyAsk(publicUrl, here);
  await keepChallenge(ctx, passkey.challenge, { personId: person.id, purpose: "prove", sessionId });
  return { app, passkey };
}

function wayWords({ totp, passkeys }: SecondFactor): string {
  if (passkeys.length === 0) return "Enter the code that your app shows.";
  return totp?.active === true
    ? "Use a passkey, or enter the code that your app shows."
    : "Use a passkey, or enter a recovery code.";
}
