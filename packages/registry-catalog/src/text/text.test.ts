import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { dayInWords } from "./date.ts";
import { jwtExpiryMs, readJwt } from "./jwt.ts";
import { decodePunycode } from "./punycode.ts";
import { decodeUtf8 } from "./utf8.ts";

const runs = { numRuns: 2000 };

describe("base64", () => {
  test("agrees with Node in both directions, padded or not, in both alphabets", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        expect(encodeBase64(bytes)).toBe(buffer.toString("base64"));
        for (const text of [buffer.toString("base64"), buffer.toString("base64url")]) {
          expect(decodeBase64(text)).toEqual(bytes);
        }
      }),
      runs,
    );
  });

  test.each(["A", "AAAAA", "A A=", "AA\n", "ÄÖ", "AA=A", "__proto__!"])("refuses %j", (text) => {
    expect(decodeBase64(text)).toBeNull();
  });
});

describe("decodeUtf8", () => {
  test("agrees with the strict decoder of the platform on any bytes", () => {
    const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const mixed = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .string({ unit: "binary", maxLength: 12 })
        .map((text) => Uint8Array.from(Buffer.from(text))),
    );
    fc.assert(
      fc.property(mixed, (bytes) => {
        let theirs: string | null = null;
        try {
          theirs = strict.decode(bytes);
        } catch {
          theirs = null;
        }
        expect(decodeUtf8(bytes)).toBe(theirs);
      }),
      runs,
    );
  });
});

describe("decodePunycode", () => {
  // The samples of RFC 3492, section 7.1, that are host labels, and two that are none.
  test.each([
    ["bcher-kva", "bücher"],
    ["80ak6aa92e", "аррӏе"],
    ["ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"],
    ["b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"],
    ["", null],
    ["-", null],
    ["a!b", null],
    ["99999999", null],
  ])("decodes %j to %j", (encoded, decoded) => {
    expect(decodePunycode(encoded)).toBe(decoded);
  });

  test("decodes what the platform's URL parser encodes", () => {
    const letters = fc.constantFrom(...Array.from("abc-ßäöüéčžпривет日本語한국어ελ"));
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 20 }), (chars) => {
        const label = `x${chars.join("")}x`.normalize("NFC").replaceAll("ß", "s");
        const [encoded = ""] = new URL(`https://${label}.test`).hostname.split(".");
        fc.pre(encoded.startsWith("xn--"));
        expect(decodePunycode(encoded.slice(4))).toBe(label);
      }),
      runs,
    );
  });

  test("never throws, and ends, on any text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (text) => {
        expect(() => decodePunycode(text)).not.toThrow();
      }),
      runs,
    );
  });
});

describe("readJwt", () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const jwt = (claims: unknown) => `${part({ alg: "RS256" })}.${part(claims)}.c2ln`;

  test("reads claims and expiry", () => {
    const claims = readJwt(jwt({ sub: "jöhn", exp: 1_777_000_000 }));
    expect(claims).toMatchObject({ sub: "jöhn" });
    expect(claims && jwtExpiryMs(claims)).toBe(1_777_000_000_000);
  });

  test.each([
    ["two parts", "eyJhIjoxfQ.eyJhIjoxfQ"],
    ["claims that are a list", jwt([1])],
    ["claims that are no JSON", `${part({})}.eyJ4.x`],
    ["other text", "a.b.c"],
  ])("answers null for %s", (_, text) => {
    expect(readJwt(text)).toBeNull();
  });

  test.each([[-1], [0], ["1777000000"], [1e15], [null]])("takes no expiry from exp %j", (exp) => {
    expect(jwtExpiryMs({ exp })).toBeNull();
  });
});

test("a day is written as every page writes it, in UTC, and one that can't be read is said", () => {
  expect(dayInWords(Date.parse("2026-12-31T23:59:59.999Z"))).toBe("31 Dec 2026");
  expect(dayInWords(Date.parse("2027-01-01T00:30:00+02:00"))).toBe("31 Dec 2026");
  expect(dayInWords(Number.NaN)).toBe("an unknown day");
});
