import type { ConfirmInput } from "@berth/api-contract";
import type { PersonContext } from "../context.ts";
import { AppError, sessionRequired } from "../errors.ts";
import { requirePassword } from "./require-password.ts";

/** Proves again, by password, who holds the session. */
export async function confirmIdentity(
  ctx: PersonContext,
  { password }: ConfirmInput,
): Promise<void> {
  if (!(await requirePassword(ctx, password))) {
    throw new AppError("confirmation_failed", "This is not your password.");
  }
  const confirmed = await ctx.store.sessions.confirm({ id: ctx.session.id, at: ctx.clock() });
  if (!confirmed.ok) throw sessionRequired();
}
