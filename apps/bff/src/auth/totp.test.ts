import { expect, test } from "vitest";
import { base32, stepOfCode, totpCode, totpUri } from "./totp.ts";

const secret = Buffer.from("12345678901234567890");

// RFC 6238, appendix B, cut to six digits.
test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %d seconds the code is %s", (seconds, code) => {
  const step = Math.floor(seconds / 30);
  expect(totpCode(secret, step)).toBe(code);
  expect(stepOfCode(secret, code, seconds * 1000)).toBe(step);
});

// RFC 4648, section 10.
test.each([
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("base 32 of %s", (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded);
});

test("a code is good for its own half minute, the one before and the one after", () => {
  const step = 1000;
  const code = totpCode(secret, step);
  const at = (offset: number) => stepOfCode(secret, code, (step + offset) * 30_000);
  expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step, step, step, null]);
  expect(stepOfCode(secret, "12345", 0)).toBeNull();
  expect(stepOfCode(secret, "abcdef", 0)).toBeNull();
});

test("the app's address names the account", () => {
  expect(totpUri(secret, "a+b@example.com")).toBe(
    "otpauth://totp/Berth:a%2Bb%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Berth",
  );
});
