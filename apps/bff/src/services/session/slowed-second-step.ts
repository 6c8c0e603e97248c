import type { SecondStep } from "@berth/api-contract";
import type { Person } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";
import { hasSecondFactor } from "./has-second-factor.ts";
import { requireSecondStep, type FirstProof, type Proof } from "./second-step.ts";
import { takeTurn } from "./take-turn.ts";
import { tellOfRecoveryCode } from "./tell-of-recovery-code.ts";

/** Asks for the second factor behind a first proof that can't be guessed. Guesses at it slow down like those behind a password. */
export async function slowedSecondStep(
  ctx: PublicContext,
  person: Person,
  step: SecondStep,
  first: FirstProof,
): Promise<Proof> {
  if (!hasSecondFactor(await ctx.store.secondFactors.read(person.id))) return first;
  const attempt = { account: person.email, address: ctx.address };
  await takeTurn(ctx, attempt);
  const proof = await requireSecondStep(ctx, person, step, { first, sessionId: null });
  await ctx.throttle.succeeded(attempt);
  tellOfRecoveryCode(ctx, person, proof);
  return proof;
}
