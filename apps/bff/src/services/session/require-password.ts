import type { PersonContext } from "../context.ts";
import { tooMany } from "../errors.ts";
import { refuseCrowd } from "./crowd.ts";

/**
 * Whether this is the person's password. Wrong ones slow down like those at the sign-in, and so do refusals of what
 * comes next: otherwise codes could be guessed as fast as one can ask.
 */
export async function requirePassword(
  ctx: PersonContext,
  password: string,
  next: () => Promise<void> = async () => {},
): Promise<boolean> {
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
  if (!right) return false;
  await next();
  await ctx.throttle.succeeded(attempt);
  return true;
}
