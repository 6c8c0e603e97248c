import type { PersonContext } from "../context.ts";
import { toldEverywhere } from "./told-everywhere.ts";

/** Ends the session behind the cookie; gives the cookies that clear it in the browser. */
export async function signOut(
  ctx: PersonContext,
  cookieHeader: string | null,
): Promise<readonly string[]> {
  const cookies = await ctx.auth.signOut(cookieHeader);
  for (const { organizationId, entry } of await toldEverywhere(
    ctx,
    ctx.person,
    "session.sign-out",
  )) {
    await ctx.store.audit.append(organizationId, entry);
  }
  return cookies;
}
