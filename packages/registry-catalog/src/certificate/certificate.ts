import { decodeUtf8 } from "../text/utf8.ts";
import { derChildren, derContent, derTag, readDer, type DerElement } from "./der.ts";

/** What an admin compares before trusting a certificate. Times are milliseconds since the epoch. */
export interface CertificateFacts {
  /** Common name, or else organization, of the subject; "" where it has neither. */
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: number;
  readonly validTo: number;
}

/** Reads the public facts of an X.509 certificate (RFC 5280); null where the bytes are none. Verifies nothing. */
export function readCertificate(der: Uint8Array): CertificateFacts | null {
  const outer = childrenOf(readDer(der), derTag.sequence);
  const fields = childrenOf(outer?.[0], derTag.sequence);
  if (fields === null) return null;
  const [, , issuer, validity, subject] =
    fields[0]?.tag === derTag.explicit0 ? fields.slice(1) : fields;
  const times = childrenOf(validity, derTag.sequence)?.map(readTime);
  const validFrom = times?.[0] ?? null;
  const validTo = times?.[1] ?? null;
  const subjectName = readName(subject);
  const issuerName = readName(issuer);
  if (validFrom === null || validTo === null || subjectName === null || issuerName === null)
    return null;
  return { subject: subjectName, issuer: issuerName, validFrom, validTo };
}

/** id-at-commonName and id-at-organizationName, DER encoded. */
const nameParts = ["85,4,3", "85,4,10"];

function readName(element: DerElement | undefined): string | null {
  const sets = childrenOf(element, derTag.sequence);
  if (sets === null) return null;
  const values = new Map<string, string>();
  for (const set of sets) {
    for (const pair of childrenOf(set, derTag.set) ?? []) {
      const [id, value] = childrenOf(pair, derTag.sequence) ?? [];
      if (id === undefined || value === undefined) return null;
      values.set(derContent(id).join(","), readString(value));
    }
  }
  return nameParts.map((id) => values.get(id)).find((value) => value !== undefined) ?? "";
}

function readString(element: DerElement): string {
  const content = derContent(element);
  const bmp = element.tag === 0x1e;
  const text = bmp
    ? Array.from({ length: content.length >> 1 }, (_, i) =>
        String.fromCharCode(((content[2 * i] ?? 0) << 8) | (content[2 * i + 1] ?? 0)),
      ).join("")
    : (decodeUtf8(content) ?? String.fromCharCode(...content));
  return text.replace(/\p{C}/gu, "").slice(0, 200);
}

function readTime(element: DerElement): number | null {
  const text = String.fromCharCode(...derContent(element));
  const form =
    element.tag === derTag.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
  const match = form.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  // RFC 5280 4.1.2.5.1: two digits below 50 belong to this century.
  const fullYear = element.tag === derTag.utcTime ? (year < 50 ? 2000 : 1900) + year : year;
  const time = Date.UTC(fullYear, month - 1, day, hour, minute, second);
  return Number.isNaN(time) ? null : time;
}

function childrenOf(element: DerElement | null | undefined, tag: number): DerElement[] | null {
  return element?.tag === tag ? derChildren(element) : null;
}
