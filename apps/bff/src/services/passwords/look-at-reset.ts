import { hashLinkCode } from "../../auth/link-code.ts";
import type { Person } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";

/** Whose password a link sets. One answer for a link that is wrong, used or too old. */
export async function requireReset(ctx: PublicContext, code: string): Promise<Person> {
  const person = await ctx.store.accounts.findByReset(hashLinkCode(code), ctx.clock());
  if (person === null) throw resetInvalid();
  return person;
}

export function resetInvalid(): AppError {
  return new AppError(
    "reset_invalid",
    "This link can't be used: it was used before, a newer one was sent, or it is too old. Ask for a new one.",
  );
}
