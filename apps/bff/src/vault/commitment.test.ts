import { createCipheriv, createHash, createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { encodeFields } from "./aad.ts";
import { aeadOpen } from "./aead.ts";
import { derive } from "./derive.ts";
import { openRecord, type RecordKey } from "./record.ts";

/**
 * AES-GCM does not commit to its key: whoever knows two keys can make one ciphertext that opens under both
 * (Dodis, Grubbs, Ristenpart, Woodage, CRYPTO 2018). Here the attack is carried out, to prove that a record
 * made by it opens under one key at most.
 */
test("C-11: a ciphertext forged to open under two keys opens as a record under one at most", () => {
  for (let run = 0; run < 20; run += 1) {
    const id = randomBytes(16);
    const keys = [1, 2].map((): RecordKey => ({
      id,
      key: createSecretKey(randomBytes(32)),
      label: "berth/rec/v1",
    }));
    const fields = [Buffer.from("org_1"), Buffer.from("reg_1")];
    const header = Buffer.concat([Uint8Array.of(1, 1), id]);
    const [salt, nonce] = [randomBytes(32), randomBytes(12)];
    const aad = encodeFields([header, ...fields]);
    const info = (label: string) =>
      Buffer.concat([Buffer.from(label), createHash("sha256").update(aad).digest()]);
    const derived = keys.map(({ key, label }) => derive(key, salt, info(label), 64));
    const [first, second] = derived.map((okm) => okm.subarray(0, 32)) as [Buffer, Buffer];
    const { ciphertext, tag } = forge(first, second, nonce, aad, randomBytes(48));

    // The attack works against the cipher alone …
    for (const cipherKey of [first, second]) {
      expect(aeadOpen(cipherKey, nonce, aad, ciphertext, tag)).not.toBeNull();
    }
    // … and ends at the commitment, whichever of the two the record carries.
    for (const okm of derived) {
      const record = Buffer.concat([header, salt, nonce, okm.subarray(32), ciphertext, tag]);
      const opened = keys.map((key) => openRecord(key, fields, record).ok);
      expect(opened.filter(Boolean)).toHaveLength(1);
    }
    const neither = Buffer.concat([header, salt, nonce, randomBytes(32), ciphertext, tag]);
    expect(keys.map((key) => openRecord(key, fields, neither).ok)).toEqual([false, false]);
  }
});

/** Appends the one block that makes both keys' tags equal. */
function forge(first: Buffer, second: Buffer, nonce: Buffer, aad: Buffer, head: Buffer) {
  const [one, two] = [gcmParts(first, nonce), gcmParts(second, nonce)];
  const withBlock = (block: Buffer) => Buffer.concat([head, block]);
  const zero = withBlock(Buffer.alloc(16));
  // GHASH is linear in the last ciphertext block, which is multiplied by H once for itself and once for the lengths.
  const difference = ghash(one.h, aad, zero) ^ one.mask ^ ghash(two.h, aad, zero) ^ two.mask;
  const factor = multiply(one.h, one.h) ^ multiply(two.h, two.h);
  const ciphertext = withBlock(toBytes(multiply(difference, invert(factor))));
  return { ciphertext, tag: toBytes(ghash(one.h, aad, ciphertext) ^ one.mask) };
}

function gcmParts(key: Buffer, nonce: Buffer) {
  const encrypt = (block: Buffer) =>
    toNumber(createCipheriv("aes-256-ecb", key, null).setAutoPadding(false).update(block));
  return {
    h: encrypt(Buffer.alloc(16)),
    mask: encrypt(Buffer.concat([nonce, Uint8Array.of(0, 0, 0, 1)])),
  };
}

/** NIST SP 800-38D, section 6.4. */
function ghash(h: bigint, aad: Buffer, ciphertext: Buffer): bigint {
  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64BE(BigInt(aad.length) * 8n, 0);
  lengths.writeBigUInt64BE(BigInt(ciphertext.length) * 8n, 8);
  const blocks = Buffer.concat([padded(aad), padded(ciphertext), lengths]);
  let state = 0n;
  for (let at = 0; at < blocks.length; at += 16) {
    state = multiply(state ^ toNumber(blocks.subarray(at, at + 16)), h);
  }
  return state;
}

/** Section 6.3: multiplication in GF(2^128), the leftmost bit being the lowest power. */
function multiply(x: bigint, y: bigint): bigint {
  let [product, power] = [0n, y];
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= power;
    power = power & 1n ? (power >> 1n) ^ (0xe1n << 120n) : power >> 1n;
  }
  return product;
}

/** x^(2^128 - 2). */
function invert(x: bigint): bigint {
  let [result, square] = [1n << 127n, x];
  for (let bit = 1; bit < 128; bit += 1) {
    square = multiply(square, square);
    result = multiply(result, square);
  }
  return result;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((16 - (bytes.length % 16)) % 16)]);
}

function toNumber(block: Buffer): bigint {
  return BigInt(`0x${block.toString("hex")}`);
}

function toBytes(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(32, "0"), "hex");
}
