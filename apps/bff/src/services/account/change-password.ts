import type { PasswordChange } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import type { PersonContext } from "../context.ts";
import { AppError, sessionRequired } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { requirePassword } from "../session/require-password.ts";
import { refuseCrowd } from "../session/crowd.ts";
import { knownNames } from "../passwords/known-names.ts";
import { requireStrongPassword } from "../passwords/require-strong.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";

/**
 * Sets another password for whoever knows the one before and gives their second factor, if they have one. Their other
 * sessions end.
 */
export async function changePassword(
  ctx: PersonContext,
  { oldPassword, newPassword, ...step }: PasswordChange,
): Promise<void> {
  // First, so that no code is used up for a password that is refused.
  requireStrongPassword(newPassword, {
    field: "newPassword",
    context: await knownNames(ctx, ctx.person),
  });
  const replaces = await requirePassword(ctx, oldPassword, step);
  if (replaces === null) {
    const message = "This is not the password you have now.";
    throw new AppError("confirmation_failed", message, {
      issues: [{ path: "oldPassword", message }],
    });
  }
  const at = ctx.clock();
  const passwordHash = await ctx.auth.hashPassword(newPassword).catch(refuseCrowd);
  const result = await ctx.store.accounts.setPassword({
    personId: ctx.person.id,
    passwordHash,
    accountId: newId("acc", at),
    codeHash: null,
    replaces,
    keepSession: ctx.session.id,
    at,
    audit: await toldEverywhere(ctx, ctx.person, "account.change-password"),
  });
  // Somebody set another one meanwhile, which ended this session.
  if (!result.ok) throw sessionRequired();
  notifyByMail(
    ctx,
    accountNotice({
      to: ctx.person.email,
      what: "Your password for Berth was changed",
      remedy: "ask for a new password on the sign-in page at once, and tell whoever runs Berth.",
    }),
  );
}
