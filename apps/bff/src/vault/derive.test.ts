import { createHmac, createSecretKey, randomBytes, randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { derive } from "./derive.ts";

/** HKDF-SHA-512 from Project Wycheproof (hkdf_sha512_test.json, cases 1, 3, 6, 9, 12, 15, 18, 20). */
const vectors: readonly (readonly [ikm: string, salt: string, info: string, okm: string])[] = [
  ["24aeff2645e3e0f5494a9a102778c43a", "", "", "dd2599840b09699c6200b5cba79002b3aa75c61b"],
  [
    "a4748031a14d3e6aafe42aa20c568f5f",
    "",
    "",
    "62ea97e06051e40b79deb127a4da294f557cafa3d7a90a75c02064571dfbbe4699129bdcec4b39eed7757ce8e3571589f7d8f5523c0dc3fd6a56b099fb4bfd51",
  ],
  [
    "55fb6dcc7802354e55a45a6e41858c05",
    "",
    "dcd590e418b259c64fb9e139b3a1280d5de8400b",
    "725ac2b568fa0308ea6baeb2175ae9a0d41f8be1af13057f0646ba56389a8f1d8a783da95fc7eee4897a0b1580f7987115e03508feedc335260a293f01afdb98",
  ],
  [
    "529e91a61895f1c4ceb5b6994f48783b",
    "12e4ae515328983bab2d88da3cb32a95",
    "",
    "9c40abb65d7ef9826758a9818668624907b2bc0d9ff6b80d60673d2fdd68418874f48bf1960d75e19c6594d7079b6b019d8e3ec98705a6b4886e122c9eab955e",
  ],
  [
    "7a00817689a3d79001825a864c69c120",
    "08bc01c053a6406c7c4a667c9b9b3894",
    "967ccd75395be6e96a67759f070487c9e2107791",
    "aed987bcc5ed33c4feec7b28aa9fe1c16b1181e00ff42c63cf692ec19242f6d4628604b3382db0806d5e61518f83fc651e6f3bd0a9d1322926a76869b98b75d6",
  ],
  [
    "63984079a2540d0bba5d2700642104c6",
    "70b2a476c9a80e52352b503901a7afea41c186bdc872d5053448769299e8",
    "",
    "4505108ef681eb9d39dfcd7e54d3273907fbb06d468d8f3a2d2ccc01cf1792fb4796242051fc770c12a8f782dfe47f3ad0c80248cd5ab28db46c8eb27a2153d1",
  ],
  [
    "d515f58eed428b2bac233c8538580e2f",
    "c2a3ad9db6621fceb7498c0e6287522077acd2d47b55c09d52e114943b37",
    "14de8cffd89e49275f69d2e1e6b43fa0c3775451",
    "04039af015d1b63b0af171e0fc283c06d19a0e4b1093fa5f8c721d85580c52799f13d644543c2249497492f55029ce9cd19a29cd84acbc1488724941a3fc97fc",
  ],
  [
    "24a37db03dbcffbe9e28d582d0d8c60a",
    "4c3d3b4f5436418713fbe2fbc4d647095ce5d5392dcfffd20327187e14fb68360b94c5122203292d8b648a754ab70f6d3d61e0650f06d55c4b5762cba0231e27",
    "8cd9e7b786a74bd370bae434e31a559bdf75d65f",
    "ea18185ff290f27480f625404a39d56582a1bcd8f74f97cfccb898ddf2611833ed57fa46e88e145b604d",
  ],
];

test("C-01: HKDF-SHA-512 gives the published output", () => {
  for (const [ikm, salt, info, okm] of vectors) {
    const key = createSecretKey(Buffer.from(ikm, "hex"));
    const derived = derive(key, Buffer.from(salt, "hex"), Buffer.from(info, "hex"), okm.length / 2);
    expect(derived.toString("hex")).toBe(okm);
  }
});

test("C-01: HKDF-SHA-512 agrees with RFC 5869 written out in HMAC", () => {
  for (let run = 0; run < 200; run += 1) {
    const ikm = randomBytes(32);
    const salt = randomBytes(randomInt(0, 200));
    const info = randomBytes(randomInt(0, 200));
    const length = randomInt(1, 400);
    expect(derive(createSecretKey(ikm), salt, info, length)).toEqual(hkdf(ikm, salt, info, length));
  }
});

function hkdf(ikm: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  const hmac = (key: Buffer, data: Buffer) => createHmac("sha512", key).update(data).digest();
  const pseudorandomKey = hmac(salt, ikm);
  const blocks: Buffer[] = [];
  let block: Buffer = Buffer.alloc(0);
  for (let counter = 1; blocks.length * 64 < length; counter += 1) {
    block = hmac(pseudorandomKey, Buffer.concat([block, info, Uint8Array.of(counter)]));
    blocks.push(block);
  }
  return Buffer.concat(blocks).subarray(0, length);
}
