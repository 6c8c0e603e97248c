import type { ConfirmInput } from "@berth/api-contract";
import { refuseCrowd } from "./crowd.ts";
import type { PersonContext } from "../context.ts";
import { AppError, sessionRequired, tooMany } from "../errors.ts";

/** Proves again, by password, who holds the session. Wrong passwords slow down like those at the sign-in. */
export async function confirmIdentity(
  ctx: PersonContext,
  { password }: ConfirmInput,
): Promise<void> {
  const attempt = { account: ctx.person.email, address: ctx.address };
  const turn = ctx.throttle.begin(attempt);
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
  if (!right) throw new AppError("confirmation_failed", "This is not your password.");
  ctx.throttle.succeeded(attempt);
  const confirmed = await ctx.store.sessions.confirm({ id: ctx.session.id, at: ctx.clock() });
  if (!confirmed.ok) throw sessionRequired();
}
