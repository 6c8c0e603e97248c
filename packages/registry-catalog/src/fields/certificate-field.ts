import { readCertificate, type CertificateFacts } from "../certificate/certificate.ts";
import { readPem } from "../certificate/pem.ts";
import type { FieldResult, Notice } from "../issue.ts";
import { encodeBase64 } from "../text/base64.ts";
import { dayInWords } from "../text/date.ts";
import { accept, problem } from "./text-input.ts";

const pemLengthMax = 65_536;
const certificatesMax = 20;

/**
 * Certificates of a private CA, as PEM. The canonical form holds the certificates alone, in the order
 * given; every notice names what one of them is, so that the admin can compare before trusting it.
 */
export function checkCertificates(input: unknown): FieldResult<string> {
  if (input === undefined || input === null || input === "") {
    return { ok: true, value: undefined, notices: [] };
  }
  if (typeof input !== "string") return problem("not-text", "Paste the certificate as text.");
  if (input.length > pemLengthMax) {
    return problem(
      "too-long",
      "This is too large. Paste only the certificate of your CA, not a whole bundle.",
    );
  }
  const pem = readPem(input);
  if (!pem.ok) return problem(pem.code, pemMessages[pem.code]);
  if (pem.blocks.some((block) => block.label.includes("PRIVATE KEY"))) {
    return problem(
      "private-key",
      "This holds a private key. Nobody but its owner should have it: remove it, and paste only what stands between `BEGIN CERTIFICATE` and `END CERTIFICATE`.",
    );
  }
  const other = pem.blocks.find((block) => !certificateLabels.has(block.label));
  if (other !== undefined) {
    return problem(
      "not-a-certificate",
      `This holds a block named '${other.label}'. Paste a certificate.`,
    );
  }
  if (pem.blocks.length > certificatesMax) {
    return problem(
      "too-many",
      `There are ${pem.blocks.length} certificates. Paste only those of your own CA.`,
    );
  }
  const notices: Notice[] = [];
  for (const block of pem.blocks) {
    const facts = readCertificate(block.der);
    if (facts === null)
      return problem(
        "not-a-certificate",
        "One of the certificates can't be read. Copy the file again.",
      );
    notices.push({ code: "certificate", message: describeCertificate(facts) });
  }
  return accept(pem.blocks.map((block) => certificatePem(block.der)).join(""), notices);
}

/** Facts of every certificate in a canonical PEM text. */
export function certificatesIn(pem: string): readonly CertificateFacts[] {
  const read = readPem(pem);
  if (!read.ok) return [];
  return read.blocks.flatMap((block) => readCertificate(block.der) ?? []);
}

/** Such as "Acme Root CA, issued by itself, valid until 3 Mar 2031." */
export function describeCertificate(facts: CertificateFacts): string {
  const subject = facts.subject === "" ? "A certificate without a name" : facts.subject;
  const issuer = facts.issuer === facts.subject ? "itself" : facts.issuer || "a CA without a name";
  return `${subject}, issued by ${issuer}, valid until ${dayInWords(facts.validTo)}.`;
}

const certificateLabels = new Set(["CERTIFICATE", "X509 CERTIFICATE"]);

const pemMessages = {
  "no-block":
    "This is no PEM certificate. It must contain the line `-----BEGIN CERTIFICATE-----`; a binary `.der` or `.crt` file has to be converted first.",
  "no-end":
    "The certificate is cut off: its `-----END CERTIFICATE-----` line is missing. Copy the whole file.",
  "bad-base64":
    "The text between the `BEGIN` and `END` lines is damaged. Copy the certificate again.",
} as const;

function certificatePem(der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
