import type { SignIn } from "./sign-in.ts";

/** The stored user name and secret are presented as they are. */
export const standardSignIn: SignIn = {
  type: "standard",
  open: async ({ credential }) => {
    const { username, secret } = credential;
    if (username.includes(":")) return malformed("A user name can't hold a colon.");
    if (hasLineBreak(username) || hasLineBreak(secret)) {
      return malformed("User name and secret can't hold line breaks.");
    }
    if (secret === "") return malformed("The secret is empty.");
    return { ok: true, pair: { username, secret }, expiresAt: null };
  },
};

function malformed(message: string) {
  return { ok: false as const, code: "CRED-MALFORMED", message };
}

function hasLineBreak(text: string): boolean {
  return text.includes("\r") || text.includes("\n") || text.includes("\0");
}
