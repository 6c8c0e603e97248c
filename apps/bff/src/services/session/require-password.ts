import type { SecondStep } from "@berth/api-contract";
import type { PersonContext } from "../context.ts";
import { tooMany } from "../errors.ts";
import { refuseCrowd } from "./crowd.ts";
import { requireSecondStep } from "./second-step.ts";
import { tellEverywhere } from "./tell-everywhere.ts";
import { tellOfRecoveryCode } from "./tell-of-recovery-code.ts";

/**
 * What this password was held against, or null where it is not the person's; where it is, their second factor is asked
 * for too. Wrong ones slow down like those at the sign-in: otherwise codes could be guessed as fast as one can ask.
 */
export async function requirePassword(
  ctx: PersonContext,
  password: string,
  step: SecondStep,
): Promise<string | null> {
  const attempt = { account: ctx.person.email, address: ctx.address };
  const turn = await ctx.throttle.begin(attempt).catch(refuseCrowd);
  if (!turn.ok) {
    throw tooMany(
      "rate_limited",
      "Too many wrong passwords. Wait a moment and try again.",
      turn.retryAfterMs,
    );
  }
  const hash = await ctx.store.people.passwordHash(ctx.person.id);
  const right =
    hash !== null && (await ctx.auth.passwordMatches({ hash, password }).catch(refuseCrowd));
  if (!right) {
    await tellEverywhere(ctx, ctx.person, "session.confirmation-refused");
    return null;
  }
  const proof = await requireSecondStep(ctx, ctx.person, step, { sessionId: ctx.session.id });
  await ctx.throttle.succeeded(attempt);
  tellOfRecoveryCode(ctx, ctx.person, proof);
  return hash;
}
