import { hash, randomBytes } from "node:crypto";

const start = "brth_w_";
const secretLength = 43;
const checksumLength = 6;
const shape = new RegExp(
  `^${start}([A-Za-z0-9_-]{${secretLength}})([A-Za-z0-9_-]{${checksumLength}})$`,
);

/** `prefix` recognises a token to people; `hash` (SHA-256 of the whole text) is all that is kept of it. */
export type NewWorkerToken = { token: string; prefix: string; hash: Buffer };

/** A token of 32 random bytes, with a checksum so that a mangled copy is recognised without a look-up. */
export function createWorkerToken(random: (size: number) => Buffer = randomBytes): NewWorkerToken {
  const secret = random(32).toString("base64url");
  const token = `${start}${secret}${checksum(secret)}`;
  return { token, prefix: token.slice(0, start.length + 4), hash: hashWorkerToken(token) };
}

/** Whether a text could be a token at all. Says nothing about whether it is known. */
export function isWorkerToken(text: string): boolean {
  const [, secret, sum] = shape.exec(text) ?? [];
  return secret !== undefined && checksum(secret) === sum;
}

export function hashWorkerToken(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

function checksum(secret: string): string {
  return hash("sha256", `${start}${secret}`, "base64url").slice(0, checksumLength);
}
