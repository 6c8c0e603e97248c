import { answerChallenge } from "../proxy/answer-challenge.ts";
import { createSignIn, type SignIn } from "../proxy/sign-in.ts";
import type { UpstreamContext } from "../proxy/upstream.ts";
import type { Credential } from "./credential.ts";

/**
 * A bearer is shown from the start and replaced by `again` once it has run out. A pair, and nothing at all,
 * wait for the registry to say what it wants.
 */
export function signInWith(
  credential: Credential,
  upstream: UpstreamContext,
  again: () => Promise<string | null>,
): SignIn {
  if (credential !== null && "token" in credential) {
    return createSignIn(`Bearer ${credential.token}`, async () => {
      const token = await again();
      return token === null ? { header: null, trouble: null } : { header: `Bearer ${token}` };
    });
  }
  return createSignIn(null, (challenges) => answerChallenge(challenges, credential, upstream));
}
