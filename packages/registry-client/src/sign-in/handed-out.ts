import type { SignIn } from "./sign-in.ts";
import { openStoredPair } from "./stored-pair.ts";

/**
 * A type's sign-in for a credential that somebody else made with the stored one: it is presented as it is,
 * and nobody is asked for more, for what else it could do, or why it was refused.
 */
export function asHandedOut(signIn: SignIn): SignIn {
  const own: SignIn = { ...signIn, open: async ({ credential }) => openStoredPair(credential) };
  delete own.probesPush;
  delete own.investigate;
  delete own.issue;
  delete own.issueForHost;
  return own;
}
