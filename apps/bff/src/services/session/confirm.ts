import type { ConfirmInput } from "@berth/api-contract";
import type { PersonContext } from "../context.ts";
import { AppError, sessionRequired } from "../errors.ts";
import { requirePassword } from "./require-password.ts";

/** Proves again who holds the session, as at the sign-in: by password and, where there is one, the second factor. */
export async function confirmIdentity(
  ctx: PersonContext,
  { password, ...step }: ConfirmInput,
): Promise<void> {
  if ((await requirePassword(ctx, password, step)) === null) {
    throw new AppError("confirmation_failed", "This is not your password.");
  }
  const confirmed = await ctx.store.sessions.confirm({ id: ctx.session.id, at: ctx.clock() });
  if (!confirmed.ok) throw sessionRequired();
}
