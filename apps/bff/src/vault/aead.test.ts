import { expect, test } from "vitest";
import { aeadOpen, aeadSeal } from "./aead.ts";

/**
 * AES-256-GCM with 96-bit nonces and 128-bit tags, from Project Wycheproof (aes_gcm_test.json, cases
 * 91, 92, 93, 95, 97, 102, 103, 104) and the GCM specification (test cases 13, 14 and 16).
 */
const vectors: readonly (readonly [
  key: string,
  nonce: string,
  aad: string,
  plaintext: string,
  ciphertext: string,
  tag: string,
])[] = [
  [
    "92ace3e348cd821092cd921aa3546374299ab46209691bc28b8752d17f123c20",
    "00112233445566778899aabb",
    "00000000ffffffff",
    "00010203040506070809",
    "e27abdd2d2a53d2f136b",
    "9a4a2579529301bcfb71c78d4060f52c",
  ],
  [
    "29d3a44f8723dc640239100c365423a312934ac80239212ac3df3421a2098123",
    "00112233445566778899aabb",
    "aabbccddeeff",
    "",
    "",
    "2a7d77fa526b8250cb296078926b5020",
  ],
  [
    "80ba3192c803ce965ea371d5ff073cf0f43b6a2ab576b208426e11409c09b9b0",
    "4da5bf8dfd5852c1ea12379d",
    "",
    "",
    "",
    "4771a7c404a472966cea8f73c8bfe17a",
  ],
  [
    "51e4bf2bad92b7aff1a4bc05550ba81df4b96fabf41c12c7b00e60e48db7e152",
    "4f07afedfdc3b6c2361823d3",
    "",
    "be3308f72a2c6aed",
    "cf332a12fdee800b",
    "602e8d7c4799d62c140c9bb834876b09",
  ],
  [
    "59d4eafb4de0cfc7d3db99a8f54b15d7b39f0acc8da69763b019c1699f87674a",
    "2fcb1b38a99e71b84740ad9b",
    "",
    "549b365af913f3b081131ccb6b825588",
    "f58c16690122d75356907fd96b570fca",
    "28752c20153092818faba2a334640d6e",
  ],
  [
    "f32364b1d339d82e4f132d8f4a0ec1ff7e746517fa07ef1a7f422f4e25a48194",
    "5a86a50a0e8a179c734b996d",
    "ab2ac7c44c60bdf8228c7884adb20184",
    "43891bccb522b1e72a6b53cf31c074e9d6c2df8e",
    "43dda832e942e286da314daa99bef5071d9d2c78",
    "c3922583476ced575404ddb85dd8cd44",
  ],
  [
    "ff0089ee870a4a39f645b0a5da774f7a5911e9696fc9cad646452c2aa8595a12",
    "bc2a7757d0ce2d8b1f14ccd9",
    "972ab4e06390caae8f99dd6e2187be6c7ff2c08a24be16ef",
    "748b28031621d95ee61812b4b4f47d04c6fc2ff3",
    "a929ee7e67c7a2f91bbcec6389a3caf43ab49305",
    "ebec6774b955e789591c822dab739e12",
  ],
  [
    "6efca98126918ab564d88c6bec02e8998b2be50e3f906ff9adfdd185f373e756",
    "4abd6cfc83bd06b11efaa2a7",
    "",
    "bbec79c086d41e602d090f7e40494d6bf3faa1dc6df0ab8a88ea5d35d426b248c2ad880351e223f6170d37cc9655e10459e59cbd6d1c092ed31d72ccc7af20",
    "97b4c73a4d8b5b21bc4b50dbb70dfa77b1a7bf0bbe7cf16ecf5bb60ba8070acc5740780435ed145a62a613dd9881b721168fbb3f5af385ee5d4f856cf93cba",
    "27ac8c4010d8e81b7051ceb06b30fe2d",
  ],
  [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "000000000000000000000000",
    "",
    "",
    "",
    "530f8afbc74536b9a963b4f1c4cb738b",
  ],
  [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "000000000000000000000000",
    "",
    "00000000000000000000000000000000",
    "cea7403d4d606b6e074ec5d3baf39d18",
    "d0d1c8a799996bf0265b98b5d48ab919",
  ],
  [
    "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
    "cafebabefacedbaddecaf888",
    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
    "76fc6ece0f4e1768cddf8853bb2d551b",
  ],
];

const parsed = vectors.map((vector) => vector.map((hex) => Buffer.from(hex, "hex")) as Six);
type Six = [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];

test("C-01: AES-256-GCM gives the published ciphertexts and tags, and opens them", () => {
  for (const [key, nonce, aad, plaintext, ciphertext, tag] of parsed) {
    expect(aeadSeal(key, nonce, aad, plaintext)).toEqual({ ciphertext, tag });
    expect(aeadOpen(key, nonce, aad, ciphertext, tag)).toEqual(plaintext);
  }
});

test("C-01: one changed bit of tag, ciphertext, nonce or associated data opens nothing", () => {
  let tried = 0;
  for (const [key, nonce, aad, , ciphertext, tag] of parsed) {
    for (const part of [nonce, aad, ciphertext, tag]) {
      for (let bit = 0; bit < part.length * 8; bit += 1) {
        part[bit >> 3] = (part[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(aeadOpen(key, nonce, aad, ciphertext, tag)).toBeNull();
        part[bit >> 3] = (part[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(4000);
});

test("C-05: a tag shorter or longer than 16 bytes opens nothing", () => {
  for (const [key, nonce, aad, , ciphertext, tag] of parsed) {
    for (let length = 0; length < 16; length += 1) {
      expect(aeadOpen(key, nonce, aad, ciphertext, tag.subarray(0, length))).toBeNull();
    }
    expect(aeadOpen(key, nonce, aad, ciphertext, Buffer.concat([tag, tag]))).toBeNull();
  }
});

test("keys and nonces of another length are refused", () => {
  const [key, nonce, aad] = parsed[0] as Six;
  expect(() => aeadSeal(key.subarray(1), nonce, aad, aad)).toThrow("31 bytes");
  expect(() => aeadSeal(key, nonce.subarray(1), aad, aad)).toThrow("nonce");
  expect(() => aeadOpen(key.subarray(16), nonce, aad, aad, aad)).toThrow("16 bytes");
});
