import { hash, randomBytes } from "node:crypto";

const secretLength = 43;
const checksumLength = 6;

/** `prefix` recognises a token to people; `hash` (SHA-256 of the whole text) is all that is kept of it. */
export type NewMachineToken = { token: string; prefix: string; hash: Buffer };

/** One kind of token, told by how it begins. */
export type MachineTokens = {
  /** A token of 32 random bytes, with a checksum so that a mangled copy is recognised without a look-up. */
  create: (random?: (size: number) => Buffer) => NewMachineToken;
  /** Whether a text could be a token at all. Says nothing about whether it is known. */
  is: (text: string) => boolean;
};

export function machineTokens(start: string): MachineTokens {
  const shape = new RegExp(
    `^${start}([A-Za-z0-9_-]{${secretLength}})([A-Za-z0-9_-]{${checksumLength}})$`,
  );
  const checksum = (secret: string) =>
    hash("sha256", `${start}${secret}`, "base64url").slice(0, checksumLength);
  return {
    create(random = randomBytes) {
      const secret = random(32).toString("base64url");
      const token = `${start}${secret}${checksum(secret)}`;
      return { token, prefix: token.slice(0, start.length + 4), hash: hashToken(token) };
    },
    is(text) {
      const [, secret, sum] = shape.exec(text) ?? [];
      return secret !== undefined && checksum(secret) === sum;
    },
  };
}

/** The same hash as text (base64): through a buffer it would cost four times as much. */
export function hashTokenAsText(token: string): string {
  return hash("sha256", token, "base64");
}

export function hashToken(token: string): Buffer {
  return hash("sha256", token, "buffer");
}
