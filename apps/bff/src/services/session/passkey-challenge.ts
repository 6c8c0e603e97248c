import { ChallengeLookupFailed, challengeMs } from "../../auth/passkeys.ts";
import type { ChallengeUse } from "../../store/ports/passkey.ts";
import type { PublicContext } from "../context.ts";

/** Keeps what was given to a browser to be signed, so that any of the servers takes it back, once. */
export async function keepChallenge(
  ctx: PublicContext,
  challenge: string,
  use: ChallengeUse,
): Promise<void> {
  const at = ctx.clock();
  await ctx.store.passkeys.keepChallenge({ ...use, challenge, at, until: at + challengeMs });
}

export function takeChallenge(ctx: PublicContext, use: ChallengeUse) {
  return async (challenge: string): Promise<boolean> => {
    try {
      return await ctx.store.passkeys.takeChallenge({ ...use, challenge, at: ctx.clock() });
    } catch (cause) {
      throw new ChallengeLookupFailed("a challenge could not be looked up", { cause });
    }
  };
}
