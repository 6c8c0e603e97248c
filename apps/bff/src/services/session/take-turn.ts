import type { PublicContext } from "../context.ts";
import { tooMany } from "../errors.ts";
import { refuseCrowd } from "./crowd.ts";

/** Takes one of the attempts that may be made to sign in; refuses where they come too fast. */
export async function takeTurn(
  ctx: PublicContext,
  attempt: Parameters<PublicContext["throttle"]["begin"]>[0],
): Promise<void> {
  const turn = await ctx.throttle.begin(attempt).catch(refuseCrowd);
  if (turn.ok) return;
  throw tooMany(
    "rate_limited",
    "Too many attempts to sign in. Wait a moment and try again.",
    turn.retryAfterMs,
  );
}
