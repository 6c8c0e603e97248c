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
