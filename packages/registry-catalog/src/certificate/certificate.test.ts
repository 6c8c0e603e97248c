import { X509Certificate } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leafPem, rootPem } from "../../test/certificates.ts";
import { readCertificate } from "./certificate.ts";
import { readPem } from "./pem.ts";

describe("readCertificate", () => {
  test.each([
    ["a root", rootPem],
    ["a certificate of version 1 with dates beyond 2050", leafPem],
  ])("reads the dates of %s as OpenSSL does", (_, pem) => {
    const theirs = new X509Certificate(pem);
    const ours = readCertificate(derOf(pem));
    expect(ours?.validFrom).toBe(theirs.validFromDate.getTime());
    expect(ours?.validTo).toBe(theirs.validToDate.getTime());
  });

  test("names subject and issuer by common name, or else by organization", () => {
    expect(readCertificate(derOf(rootPem))).toMatchObject({
      subject: "Acme Root CA",
      issuer: "Acme Root CA",
    });
    expect(readCertificate(derOf(leafPem))).toMatchObject({
      subject: "Only Org",
      issuer: "Acme Root CA",
    });
  });

  test("never throws on damaged bytes", () => {
    const good = derOf(rootPem);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(good.length),
        (changes, length) => {
          const bytes = Uint8Array.from(good);
          for (const [at, value] of changes) bytes[at] = value;
          expect(() => readCertificate(bytes.subarray(0, length))).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("readPem", () => {
  test.each([
    ["no-block", "just words"],
    ["no-end", "-----BEGIN CERTIFICATE-----\nAAAA"],
    ["no-end", "-----BEGIN CERT"],
    ["bad-base64", "-----BEGIN CERTIFICATE-----\nA*AA\n-----END CERTIFICATE-----"],
    ["bad-base64", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"],
  ])("says %s about %j", (code, text) => {
    expect(readPem(text)).toEqual({ ok: false, code });
  });

  test("reads several blocks with text between them", () => {
    const read = readPem(`subject=x\n${rootPem}\nissuer=y\r\n${leafPem.replaceAll("\n", "\r\n")}`);
    expect(read.ok && read.blocks.map((block) => block.label)).toEqual([
      "CERTIFICATE",
      "CERTIFICATE",
    ]);
  });
});

function derOf(pem: string): Uint8Array {
  const read = readPem(pem);
  if (!read.ok) throw new Error(read.code);
  return read.blocks[0]?.der ?? new Uint8Array();
}
