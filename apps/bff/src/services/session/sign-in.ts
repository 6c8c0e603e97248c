import type { SignInInput } from "@berth/api-contract";
import type { ClientFacts } from "../../auth/auth.ts";
import type { PublicContext } from "../context.ts";
import { AppError, tooMany } from "../errors.ts";
import { beginSession, type SignedIn } from "./begin.ts";
import { refuseCrowd } from "./crowd.ts";
import { toldEverywhere } from "./told-everywhere.ts";

/** One answer for a wrong e-mail and a wrong password, in about the same time. */
export async function signIn(
  ctx: PublicContext,
  { email, password }: SignInInput,
  client: ClientFacts,
): Promise<SignedIn> {
  const attempt = { account: email, address: ctx.address };
  const turn = ctx.throttle.begin(attempt);
  if (!turn.ok) {
    throw tooMany(
      "rate_limited",
      "Too many attempts to sign in. Wait a moment and try again.",
      turn.retryAfterMs,
    );
  }
  const found = await ctx.auth.signIn({ email, password }, client).catch(refuseCrowd);
  if (found === null) {
    noteRefusal(ctx, email);
    throw new AppError("sign_in_failed", "E-mail or password is wrong.");
  }
  ctx.throttle.succeeded(attempt);
  return await beginSession(ctx, found);
}

/** Written later, so that the time of the answer does not tell whether the account exists. */
function noteRefusal(ctx: PublicContext, email: string): void {
  ctx.background.run("audit of a refused sign-in", async () => {
    const person = await ctx.store.people.getByEmail(email);
    if (person === null) return;
    for (const { organizationId, entry } of await toldEverywhere(
      ctx,
      person,
      "session.sign-in-refused",
    )) {
      await ctx.store.audit.append(organizationId, entry);
    }
  });
}
