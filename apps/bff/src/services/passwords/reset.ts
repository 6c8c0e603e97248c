import type { PasswordReset } from "@berth/api-contract";
import { hashLinkCode } from "../../auth/link-code.ts";
import { newId } from "../../ids.ts";
import type { PublicContext } from "../context.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { refuseCrowd } from "../session/crowd.ts";
import { slowedSecondStep } from "../session/slowed-second-step.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";
import { requireStrongPassword } from "./require-strong.ts";
import { knownNames } from "./known-names.ts";
import { requireReset, resetInvalid } from "./look-at-reset.ts";

/**
 * Sets the password of whoever the link was made for. A second factor stays and is asked for: whoever reads somebody's
 * mail has no more than one factor. All sessions end.
 */
export async function resetPassword(
  ctx: PublicContext,
  { token, password, ...step }: PasswordReset,
): Promise<void> {
  const person = await requireReset(ctx, token);
  requireStrongPassword(password, { field: "password", context: await knownNames(ctx, person) });
  await slowedSecondStep(ctx, person, step, "reset link");
  const passwordHash = await ctx.auth.hashPassword(password).catch(refuseCrowd);
  const at = ctx.clock();
  const result = await ctx.store.accounts.setPassword({
    personId: person.id,
    passwordHash,
    accountId: newId("acc", at),
    codeHash: hashLinkCode(token),
    replaces: null,
    keepSession: null,
    at,
    audit: await toldEverywhere(ctx, person, "account.reset-password"),
  });
  if (!result.ok) throw resetInvalid();
  notifyByMail(
    ctx,
    accountNotice({
      to: person.email,
      what: "Your password for Berth was set anew",
      remedy: "ask for a new password on the sign-in page at once, and tell whoever runs Berth.",
    }),
  );
}
