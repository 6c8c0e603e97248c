import { createSecretKey, randomBytes, randomInt } from "node:crypto";
import { gcm } from "@noble/ciphers/aes.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { expect, test } from "vitest";
import { fuzzRuns } from "../testing/run-count.ts";
import { encodeFields } from "./aad.ts";
import { openRecord, sealRecord } from "./record.ts";

/** The record format written a second time, from its description, over another implementation of every primitive. */
function openByOracle(
  key: Uint8Array,
  label: string,
  fields: readonly Uint8Array[],
  record: Uint8Array,
): Uint8Array {
  const part = (from: number, to?: number) => record.subarray(from, to);
  const aad = encodeFields([part(0, 18), ...fields]);
  const info = Buffer.concat([Buffer.from(label), sha256(aad)]);
  const okm = hkdf(sha512, key, part(18, 50), info, 64);
  expect(Buffer.from(part(62, 94))).toEqual(Buffer.from(okm.subarray(32)));
  return gcm(okm.subarray(0, 32), part(50, 62), aad).decrypt(part(94));
}

function sealByOracle(
  key: Uint8Array,
  id: Uint8Array,
  label: string,
  fields: readonly Uint8Array[],
  plaintext: Uint8Array,
): Buffer {
  const header = Buffer.concat([Uint8Array.of(1, 1), id]);
  const [salt, nonce] = [randomBytes(32), randomBytes(12)];
  const aad = encodeFields([header, ...fields]);
  const okm = hkdf(sha512, key, salt, Buffer.concat([Buffer.from(label), sha256(aad)]), 64);
  const sealed = gcm(okm.subarray(0, 32), nonce, aad).encrypt(plaintext);
  return Buffer.concat([header, salt, nonce, okm.subarray(32), sealed]);
}

test(
  "C-09: records open in another implementation, and that one's open here",
  { timeout: 3_600_000 },
  () => {
    const runs = fuzzRuns(10_000, 1_000);
    for (let run = 0; run < runs; run += 1) {
      const [bytes, id] = [randomBytes(32), randomBytes(16)];
      const label = run % 2 === 0 ? "berth/rec/v1" : "berth/wrap/v1";
      const fields = Array.from({ length: randomInt(0, 7) }, () => randomBytes(randomInt(0, 40)));
      const plaintext = randomBytes(randomInt(0, run % 10 === 0 ? 4096 : 100));
      const key = { id, key: createSecretKey(bytes), label };
      const ours = sealRecord(key, fields, plaintext);
      expect(Buffer.from(openByOracle(bytes, label, fields, ours)).equals(plaintext)).toBe(true);
      const theirs = openRecord(key, fields, sealByOracle(bytes, id, label, fields, plaintext));
      expect(theirs.ok && theirs.plaintext.equals(plaintext)).toBe(true);
    }
  },
);
