import type { PersonContext } from "../context.ts";
import { toldEverywhere } from "./told-everywhere.ts";

/** Ends the session behind the cookie; gives the cookies that clear it in the browser. */
export async function signOut(
  ctx: PersonContext,
  cookieHeader: string | null,
): Promise<readonly string[]> {
  // One that somebody has ended in this moment is over all the same.
  await ctx.store.sessions.end({
    personId: ctx.person.id,
    which: { only: ctx.session.id },
    audit: await toldEverywhere(ctx, ctx.person, "session.sign-out"),
  });
  return await ctx.auth.signOut(cookieHeader);
}
