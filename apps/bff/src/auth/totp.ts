import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Codes of an authenticator app: RFC 6238 with what every app understands, SHA-1, six digits, thirty seconds. */
const stepMs = 30_000;
const digits = 6;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function createTotpSecret(): Buffer {
  return randomBytes(20);
}

/** The secret as apps take it: base 32 without padding. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((value >>> bits) & 31);
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((value << (5 - bits)) & 31);
}

/** The address that a QR code holds for the app. */
export function totpUri(secret: Uint8Array, email: string): string {
  const search = new URLSearchParams({ secret: base32(secret), issuer: "Berth" });
  return `otpauth://totp/Berth:${encodeURIComponent(email)}?${search.toString()}`;
}

export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

/**
 * The step that a code belongs to, or null where it is none of now, the step before and the one after: clocks differ
 * a little. The caller keeps the step and takes none twice.
 */
export function stepOfCode(secret: Uint8Array, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const current = Math.floor(now / stepMs);
  let found: number | null = null;
  // All three are compared, whichever fits.
  for (const step of [current - 1, current, current + 1]) {
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) found = step;
  }
  return found;
}
