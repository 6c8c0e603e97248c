import type { PublicContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** Long enough to sign in there, with a second factor and a forgotten password. */
const attemptMs = 10 * 60_000;
/** The page of the console that the provider sends browsers back to. */
export const callbackPath = "/sign-in/callback";

/** Where to send the browser; what the answer is held against stays with it. */
export async function startSingleSignOn(
  ctx: PublicContext,
  { returnTo }: { returnTo: string | null },
): Promise<{ url: string; cookies: readonly string[] }> {
  const { identityProvider, attempts, publicUrl } = ctx;
  if (identityProvider === null) throw notFound();
  const { url, attempt } = await identityProvider.begin(new URL(callbackPath, publicUrl));
  const until = ctx.clock() + attemptMs;
  return {
    url: url.href,
    cookies: [attempts.write({ kind: "asked", attempt, returnTo, until })],
  };
}
