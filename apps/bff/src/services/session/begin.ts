import type { Session } from "@berth/api-contract";
import type { Auth } from "../../auth/auth.ts";
import { newFields } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { sessionView } from "./session-view.ts";
import type { Proof } from "./second-step.ts";
import { toldEverywhere } from "./told-everywhere.ts";

export type SignedIn = { session: Session; cookies: readonly string[] };

type Proved = NonNullable<Awaited<ReturnType<Auth["signIn"]>>>;

/** Makes the session of somebody who has proved who they are count, and tells their organizations. */
export async function beginSession(
  ctx: PublicContext,
  { person, token, cookies }: Proved,
  proof: Proof = "password",
): Promise<SignedIn> {
  const begun = await ctx.store.sessions.begin({
    token,
    at: ctx.clock(),
    audit: await toldEverywhere(ctx, person, "session.sign-in", newFields({ proof })),
  });
  if (!begun.ok) throw new Error("the session that was just made is gone");
  return { session: await sessionView({ ...ctx, person, session: begun.session }), cookies };
}
