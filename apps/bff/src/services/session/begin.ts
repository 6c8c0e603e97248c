import type { Session } from "@berth/api-contract";
import type { Proved } from "../../auth/auth.ts";
import { newFields } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { sessionView } from "./session-view.ts";
import type { Proof } from "./second-step.ts";
import { toldEverywhere } from "./told-everywhere.ts";

export type SignedIn = { session: Session; cookies: readonly string[] };

/**
 * Makes the session of somebody who has proved who they are count, and tells their organizations. A password that was
 * replaced since it was compared proves nothing: whoever sets a new one ends what the old one opened.
 */
export async function beginSession(
  ctx: PublicContext,
  { person, token, passwordHash, cookies }: Proved,
  proof: Proof = "password",
): Promise<SignedIn> {
  const begun = await ctx.store.sessions.begin({
    token,
    passwordHash,
    at: ctx.clock(),
    audit: await toldEverywhere(ctx, person, "session.sign-in", newFields({ proof })),
  });
  if (!begun.ok) {
    throw new AppError(
      "sign_in_failed",
      "Your password was changed, or your sessions were ended, while you signed in. Sign in again.",
    );
  }
  return { session: await sessionView({ ...ctx, person, session: begun.session }), cookies };
}
