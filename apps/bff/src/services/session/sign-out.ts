import type { PersonContext } from "../context.ts";
import { tellEverywhere } from "./tell-everywhere.ts";

/** Ends the session behind the cookie; gives the cookies that clear it in the browser. */
export async function signOut(
  ctx: PersonContext,
  cookieHeader: string | null,
): Promise<readonly string[]> {
  const cookies = await ctx.auth.signOut(cookieHeader);
  await tellEverywhere(ctx, ctx.person, "session.sign-out");
  return cookies;
}
