import { createHash, randomBytes } from "node:crypto";

const start = "brth_l_";

/** The secret part of a single-use link: 32 random bytes. Only `hash` (SHA-256) is kept. */
export function createLinkCode(): { code: string; hash: Buffer } {
  const code = `${start}${randomBytes(32).toString("base64url")}`;
  return { code, hash: hashLinkCode(code) };
}

export function hashLinkCode(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}

/** A link into the console. The code stands behind `#`, which reaches no server and so no log. */
export function linkWith(publicUrl: URL, path: string, code: string): string {
  const url = new URL(path, publicUrl);
  url.hash = `token=${code}`;
  return url.href;
}
