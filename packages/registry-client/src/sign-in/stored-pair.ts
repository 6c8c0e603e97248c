import type { Credential } from "../credential.ts";
import type { OpenedSignIn } from "./sign-in.ts";

/** The stored user name and secret as they are, unless they can't be sent. */
export function openStoredPair({ username, secret }: Credential): OpenedSignIn {
  if (username.includes(":")) return malformed("A user name can't hold a colon.");
  if (hasLineBreak(username) || hasLineBreak(secret)) {
    return malformed("User name and secret can't hold line breaks.");
  }
  if (secret === "") return malformed("The secret is empty.");
  return { ok: true, pair: { username, secret }, expiresAt: null };
}

/** What was stored can't be used at all, so nothing is sent. */
export function malformed(message: string): OpenedSignIn {
  return { ok: false, code: "CRED-MALFORMED", message };
}

function hasLineBreak(text: string): boolean {
  return text.includes("\r") || text.includes("\n") || text.includes("\0");
}
