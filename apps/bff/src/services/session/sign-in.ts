import type { AuditAction, Session, SignInInput } from "@berth/api-contract";
import type { ClientFacts } from "../../auth/auth.ts";
import { GateFull } from "../../auth/gate.ts";
import type { Person } from "../../store/rows.ts";
import { auditEntry } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { AppError, tooMany } from "../errors.ts";
import { sessionView } from "./session-view.ts";

export type SignedIn = { session: Session; cookies: readonly string[] };

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
    // Written later, so that the time of the answer does not tell whether the account exists.
    ctx.background.run("audit of a refused sign-in", async () => {
      const person = await ctx.store.people.getByEmail(email);
      if (person !== null) await recordSignIn(ctx, person, "session.sign-in-refused");
    });
    throw new AppError("sign_in_failed", "E-mail or password is wrong.");
  }
  ctx.throttle.succeeded(attempt);
  await recordSignIn(ctx, found.person, "session.sign-in");
  return { session: await sessionView(ctx, found.person), cookies: found.cookies };
}

/** Told to every organization the person belongs to. */
export async function recordSignIn(
  ctx: PublicContext,
  person: Person,
  action: Extract<AuditAction, `session.${string}`>,
): Promise<void> {
  const object = { kind: "person", id: person.id, name: person.name };
  for (const { organization } of await ctx.store.people.organizationsOf(person.id)) {
    await ctx.store.audit.append(organization.id, auditEntry({ ...ctx, person }, action, object));
  }
}

function refuseCrowd(err: unknown): never {
  if (!(err instanceof GateFull)) throw err;
  throw tooMany("busy", "Many people are signing in right now. Try again in a moment.", 2000);
}
