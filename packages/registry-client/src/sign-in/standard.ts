import type { SignIn } from "./sign-in.ts";
import { openStoredPair } from "./stored-pair.ts";

/** The stored user name and secret are presented as they are. */
export const standardSignIn: SignIn = {
  type: "standard",
  open: async ({ credential }) => openStoredPair(credential),
  // Token services answer with what they grant of it; those whose tokens can't be read are left alone.
  probesPush: "where-readable",
};
