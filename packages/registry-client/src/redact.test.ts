import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor } from "./redact.ts";
import { sanitize } from "./sanitize.ts";

const secret = 's3cr/t+"ü& =%';
const { redact } = createRedactor([secret]);

test.each([
  ["as it is", `wrong password ${secret} for alice`],
  ["URL-encoded", `?p=${encodeURIComponent(secret)}`],
  ["URL-encoded in small letters", `?p=${encodeURIComponent(secret).toLowerCase()}`],
  ["form-encoded", new URLSearchParams({ p: secret }).toString()],
  ["inside JSON", JSON.stringify({ password: secret })],
  ["as base64", Buffer.from(secret).toString("base64")],
  ["as base64url", Buffer.from(secret).toString("base64url")],
  ["in an echoed Authorization header", Buffer.from(`alice:${secret}`).toString("base64")],
  ["in one of another length", Buffer.from(`al:${secret}:x`).toString("base64")],
  ["in a third", Buffer.from(`bob:${secret}`).toString("base64")],
])("takes a secret out that is echoed %s", (_name, echoed) => {
  const text = redact(echoed);
  expect(text).toContain("[redacted]");
  for (const form of [secret, encodeURIComponent(secret)]) expect(text).not.toContain(form);
  // What is left of base64 may give away at most the character at either end.
  const left = Buffer.from(text.replace("[redacted]", ""), "base64").toString("latin1");
  expect(left).not.toContain("cr/t");
});

test("leaves other text alone", () => {
  expect(redact("repository ml/train not found")).toBe("repository ml/train not found");
  expect(createRedactor().redact("anything")).toBe("anything");
  expect(createRedactor(["", "hidden"]).redact("anything")).toBe("anything");
});

test("takes a later secret out as well", () => {
  const redactor = createRedactor([]);
  redactor.add("eyJhbGciOi.token");
  expect(redactor.redact("got eyJhbGciOi.token")).toBe("got [redacted]");
});

test("never lets a secret through, wherever it stands and however it is encoded", () => {
  const encodings: Array<(text: string) => string> = [
    (text) => text,
    (text) => encodeURIComponent(text),
    (text) => JSON.stringify(text),
    (text) => new URLSearchParams({ text }).toString(),
  ];
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 6, maxLength: 40 }),
      fc.string({ maxLength: 20 }),
      fc.string({ maxLength: 20 }),
      fc.constantFrom(...encodings),
      (value, before, after, encode) => {
        const { redact: clean } = createRedactor([value]);
        expect(clean(before + encode(before + value + after) + after)).not.toContain(encode(value));
      },
    ),
    { numRuns: 2000 },
  );
});

test("shows no control, bidirectional or zero-width characters and at most 512 characters", () => {
  const none = createRedactor();
  expect(sanitize("a\u0000b\r\n\u202ec\u200bd", none)).toBe("a b c d");
  expect(sanitize("x".repeat(2000), none)).toHaveLength(512);
});

test("finds a secret that invisible characters were put into", () => {
  expect(sanitize("pass\u200bword12", createRedactor(["pass word12"]))).toBe("[redacted]");
});
