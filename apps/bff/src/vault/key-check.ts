import { timingSafeEqual } from "node:crypto";
import { derive, hmacSha256 } from "./derive.ts";
import type { Kek } from "./kek.ts";

/**
 * The check value kept beside a key's id: HMAC-SHA-256 over instance and key id under a key derived
 * from the KEK. It tells before anything is written whether the key is the right one for this database,
 * and tells nothing about the key.
 */
export function keyCheckValue(kek: Kek, instanceId: string): Buffer {
  const checkKey = derive(kek.key, new Uint8Array(), Buffer.from("berth/kcv/v1"), 32);
  try {
    return hmacSha256(checkKey, Buffer.from(`${instanceId}${kek.id}`, "utf8"));
  } finally {
    checkKey.fill(0);
  }
}

export function keyCheckFits(kek: Kek, instanceId: string, checkValue: Uint8Array): boolean {
  const expected = keyCheckValue(kek, instanceId);
  return checkValue.length === expected.length && timingSafeEqual(expected, checkValue);
}
