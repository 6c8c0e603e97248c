import { createHash, randomBytes, timingSafeEqual, type KeyObject } from "node:crypto";
import { encodeFields } from "./aad.ts";
import { aeadOpen, aeadSeal, nonceBytes, tagBytes } from "./aead.ts";
import { derive } from "./derive.ts";

/**
 * Record format v1:
 *
 *   version 1 | suite 1 | key id 16 | salt 32 | nonce 12 | commitment 32 | ciphertext n | tag 16
 *
 * Each record has a key of its own: HKDF-SHA-512 over the long-lived key with a fresh salt and
 * `label || SHA-256(aad)` gives 64 bytes, the AES-256-GCM key and the commitment. The commitment is
 * compared before anything is decrypted: GCM alone would let one ciphertext open under two keys.
 * The associated data begins with version, suite and key id, so that these are authenticated too.
 */
export const recordVersion = 1;
export const suiteAes256Gcm = 1;
export const keyIdBytes = 16;
const saltBytes = 32;
const commitmentBytes = 32;
const headerBytes = 2 + keyIdBytes;
export const recordOverheadBytes =
  headerBytes + saltBytes + nonceBytes + commitmentBytes + tagBytes;

/** A long-lived key and what it is for: `label` keeps its uses apart. */
export type RecordKey = { id: Uint8Array; key: KeyObject; label: string };

export type RecordProblem = "too-short" | "unknown-version" | "other-key" | "mismatch";
export type Opened = { ok: true; plaintext: Buffer } | { ok: false; code: RecordProblem };

/** Seals `plaintext`, bound to `fields`; the same fields are needed to open it. */
export function sealRecord(
  key: RecordKey,
  fields: readonly Uint8Array[],
  plaintext: Uint8Array,
): Buffer {
  if (key.id.length !== keyIdBytes) throw new Error(`a key id of ${key.id.length} bytes`);
  const header = Buffer.concat([Uint8Array.of(recordVersion, suiteAes256Gcm), key.id]);
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const aad = encodeFields([header, ...fields]);
  return withRecordKey(key, salt, aad, (cipherKey, commitment) => {
    const { ciphertext, tag } = aeadSeal(cipherKey, nonce, aad, plaintext);
    return Buffer.concat([header, salt, nonce, commitment, ciphertext, tag]);
  });
}

/** The id of the key that a record names, before it is trusted; null where the record is none of ours. */
export function recordKeyId(record: Uint8Array): string | null {
  if (record.length < recordOverheadBytes) return null;
  if (record[0] !== recordVersion || record[1] !== suiteAes256Gcm) return null;
  return Buffer.from(record.subarray(2, headerBytes)).toString("hex");
}

/** Opens a record with the key it names and the fields it was bound to. Keys are never tried in turn. */
export function openRecord(
  key: RecordKey,
  fields: readonly Uint8Array[],
  record: Uint8Array,
): Opened {
  if (record.length < recordOverheadBytes) return { ok: false, code: "too-short" };
  const named = recordKeyId(record);
  if (named === null) return { ok: false, code: "unknown-version" };
  if (named !== Buffer.from(key.id).toString("hex")) return { ok: false, code: "other-key" };

  let at = headerBytes;
  const take = (length: number) => record.subarray(at, (at += length));
  const header = record.subarray(0, headerBytes);
  const salt = take(saltBytes);
  const nonce = take(nonceBytes);
  const commitment = take(commitmentBytes);
  const ciphertext = take(record.length - at - tagBytes);
  const tag = take(tagBytes);
  const aad = encodeFields([header, ...fields]);
  const plaintext = withRecordKey(key, salt, aad, (cipherKey, expected) =>
    timingSafeEqual(expected, commitment) ? aeadOpen(cipherKey, nonce, aad, ciphertext, tag) : null,
  );
  return plaintext === null ? { ok: false, code: "mismatch" } : { ok: true, plaintext };
}

function withRecordKey<Result>(
  { key, label }: RecordKey,
  salt: Uint8Array,
  aad: Uint8Array,
  use: (cipherKey: Buffer, commitment: Buffer) => Result,
): Result {
  const info = Buffer.concat([
    Buffer.from(label, "utf8"),
    createHash("sha256").update(aad).digest(),
  ]);
  const okm = derive(key, salt, info, 64);
  try {
    return use(okm.subarray(0, 32), okm.subarray(32));
  } finally {
    okm.fill(0);
  }
}
