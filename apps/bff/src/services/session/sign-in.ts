import type { SignInInput } from "@berth/api-contract";
import type { ClientFacts } from "../../auth/auth.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { beginSession, type SignedIn } from "./begin.ts";
import { refuseCrowd } from "./crowd.ts";
import { requireSecondStep } from "./second-step.ts";
import { takeTurn } from "./take-turn.ts";
import { tellEverywhere } from "./tell-everywhere.ts";
import { tellOfRecoveryCode } from "./tell-of-recovery-code.ts";

/** One answer for a wrong e-mail and a wrong password, in about the same time. */
export async function signIn(
  ctx: PublicContext,
  { email, password, ...step }: SignInInput,
  client: ClientFacts,
): Promise<SignedIn> {
  const device = ctx.devices.recognise(client.cookieHeader, email);
  const attempt = { account: email, address: ctx.address, device };
  await takeTurn(ctx, attempt);
  const found = await ctx.auth.signIn({ email, password }, client).catch(refuseCrowd);
  if (found === null) {
    noteRefusal(ctx, email);
    throw new AppError("sign_in_failed", "E-mail or password is wrong.");
  }
  const proof = await requireSecondStep(ctx, found.person, step, { sessionId: null });
  await ctx.throttle.succeeded(attempt);
  tellOfRecoveryCode(ctx, found.person, proof);
  const { session, cookies } = await beginSession(ctx, found, proof);
  return { session, cookies: [...cookies, ctx.devices.issue(client.cookieHeader, email)] };
}

/** Written later, so that the time of the answer does not tell whether the account exists. */
function noteRefusal(ctx: PublicContext, email: string): void {
  ctx.background.run("audit of a refused sign-in", async () => {
    const person = await ctx.store.people.getByEmail(email);
    if (person !== null) await tellEverywhere(ctx, person, "session.sign-in-refused");
  });
}
