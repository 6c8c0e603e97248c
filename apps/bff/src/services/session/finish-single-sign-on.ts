import type { SingleSignOnAnswer, SingleSignOnFinish } from "@berth/api-contract";
import type { KeptAttempt } from "../../auth/attempt-cookie.ts";
import type { ClientFacts } from "../../auth/auth.ts";
import {
  IdentityProviderError,
  type IdentityProvider,
  type SignInAttempt,
  type VouchedIdentity,
} from "../../auth/identity-provider.ts";
import { networkOf } from "../../auth/network-of.ts";
import type { Person } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";
import { AppError, notFound, tooMany } from "../errors.ts";
import { beginSession } from "./begin.ts";
import { hasSecondFactor } from "./has-second-factor.ts";
import { secondFactorAsk } from "./second-step.ts";
import { slowedSecondStep } from "./slowed-second-step.ts";
import { callbackPath } from "./start-single-sign-on.ts";
import { personVouchedFor } from "./vouched-person.ts";

/** How long the provider's word waits for the code of the second factor. */
const vouchedMs = 5 * 60_000;

type Finished = SingleSignOnAnswer & { cookies: readonly string[] };

/** Signs in whom the identity provider vouches for. Who has a second factor here is asked for it as after a password. */
export async function finishSingleSignOn(
  ctx: PublicContext,
  { answer, ...step }: SingleSignOnFinish,
  client: ClientFacts,
): Promise<Finished> {
  const { identityProvider, attempts } = ctx;
  if (identityProvider === null) throw notFound();
  const kept = attempts.read(client.cookieHeader, ctx.clock());
  if (kept === null) throw attemptOver();
  const person = await personOf(ctx, identityProvider, kept, answer);
  const { returnTo } = kept;

  const factors = await ctx.store.secondFactors.read(person.id);
  if (hasSecondFactor(factors) && step.code === undefined && step.passkey === undefined) {
    const until = ctx.clock() + vouchedMs;
    const cookie = attempts.write({ kind: "vouched", personId: person.id, returnTo, until });
    const secondFactor = await secondFactorAsk(ctx, person, factors, null);
    return { session: null, secondFactor, returnTo, cookies: [cookie] };
  }
  const proof = await slowedSecondStep(ctx, person, step, "single sign-on");
  const found = await ctx.auth.sessionFor(person, client);
  const { session, cookies } = await beginSession(ctx, found, proof);
  return { session, secondFactor: null, returnTo, cookies: [...cookies, attempts.clear()] };
}

async function personOf(
  ctx: PublicContext,
  provider: IdentityProvider,
  kept: KeptAttempt,
  answer: string,
): Promise<Person> {
  if (kept.kind === "asked") {
    return await personVouchedFor(
      ctx,
      provider,
      await vouched(ctx, provider, answer, kept.attempt),
    );
  }
  const person = await ctx.store.people.get(kept.personId);
  if (person === null) throw attemptOver();
  return person;
}

async function vouched(
  ctx: PublicContext,
  provider: IdentityProvider,
  answer: string,
  attempt: SignInAttempt,
): Promise<VouchedIdentity> {
  // Anybody may come with an answer, and each has the provider asked.
  const waitMs = await ctx.singleSignOnLimit.take(networkOf(ctx.address));
  if (waitMs > 0) {
    throw tooMany("rate_limited", "Too many attempts to sign in. Try again later.", waitMs);
  }
  const answered = new URL(callbackPath, ctx.publicUrl);
  answered.search = answer;
  try {
    return await provider.finish(answered, attempt);
  } catch (err) {
    if (!(err instanceof IdentityProviderError)) throw err;
    ctx.log.warn({ reason: err.message }, "single sign-on failed");
    throw refusalOf(err, provider);
  }
}

function refusalOf({ reason }: IdentityProviderError, { name }: IdentityProvider): AppError {
  switch (reason) {
    case "cancelled":
      return new AppError(
        "sign_in_failed",
        `The sign-in was ended at ${name}. Begin again to go on.`,
      );
    case "unreachable":
      return new AppError(
        "unavailable",
        `${name} does not answer Berth's server. Try again in a moment, or sign in with your password. Whoever runs Berth finds the reason in its log.`,
      );
    case "refused":
      return new AppError(
        "sign_in_failed",
        `What ${name} answered can't be used: it belongs to another attempt, was used before, or is not what Berth expects of it. Begin again; if it stays so, whoever runs Berth has to look at its settings.`,
      );
  }
}

function attemptOver(): AppError {
  return new AppError(
    "sign_in_failed",
    "This sign-in took too long, or was begun in another browser. Begin again.",
  );
}
