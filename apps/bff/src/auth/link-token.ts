import { createHash, randomBytes } from "node:crypto";

/** The secret part of a link that is passed on once, such as an invitation's. `hash` (SHA-256) is all that is kept. */
export type LinkToken = { token: string; hash: Buffer };

export function createLinkToken(): LinkToken {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashLinkToken(token) };
}

export function hashLinkToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A link into the console. The token stands behind `#`, which reaches no server and so no log. */
export function linkWith(publicUrl: URL, path: string, token: string): string {
  const url = new URL(path, publicUrl);
  url.hash = `token=${token}`;
  return url.href;
}
