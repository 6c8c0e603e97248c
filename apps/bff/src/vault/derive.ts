import { createHmac, hkdfSync, type KeyObject } from "node:crypto";

/** HKDF-SHA-512 (RFC 5869). Every use has a label of its own, so that no two derive the same bytes. */
export function derive(key: KeyObject, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync("sha512", key, salt, info, length));
}

export function hmacSha256(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
