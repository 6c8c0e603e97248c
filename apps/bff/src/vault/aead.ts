import { createCipheriv, createDecipheriv } from "node:crypto";

export const nonceBytes = 12;
export const tagBytes = 16;

/**
 * AES-256-GCM, here and nowhere else. Node takes tags of 4 bytes unless `authTagLength` is set, and
 * `update` hands out plaintext before the tag was checked.
 */
export function aeadSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
): { ciphertext: Buffer; tag: Buffer } {
  requireLengths(key, nonce);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** The plaintext, or null where the tag does not fit; unverified bytes are wiped, never returned. */
export function aeadOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
): Buffer | null {
  requireLengths(key, nonce);
  if (tag.length !== tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return null;
  }
}

function requireLengths(key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== 32) throw new Error(`a key of ${key.length} bytes instead of 32`);
  if (nonce.length !== nonceBytes) throw new Error(`a nonce of ${nonce.length} bytes`);
}
