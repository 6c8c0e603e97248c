import { TransportError } from "./transport.ts";

/** What is read of a certificate: a part of Node's own shape of it. */
export type PeerCertificate = {
  subject?: DistinguishedName;
  issuer?: DistinguishedName;
  subjectaltname?: string;
  valid_from?: string;
  valid_to?: string;
};

type DistinguishedName = { CN?: unknown; O?: unknown };

/** What a server's certificate says, fit to be shown: cut, without control characters. */
export type CertificateFacts = {
  subject: string;
  issuer: string;
  altNames: string[];
  /** ISO 8601, or empty where the certificate gives no readable date. */
  validFrom: string;
  validTo: string;
};

/** @returns null where the other side sent no certificate. */
export function certificateFacts(certificate: PeerCertificate | null): CertificateFacts | null {
  if (certificate === null || Object.keys(certificate).length === 0) return null;
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    altNames: (certificate.subjectaltname ?? "")
      .split(", ")
      .filter((name) => name !== "")
      .slice(0, 20)
      .map((name) => plain(name.replace(/^(?:DNS|IP Address):/, ""))),
    validFrom: instant(certificate.valid_from),
    validTo: instant(certificate.valid_to),
  };
}

/** @returns the failure with what the certificate says, where it is one of TLS and there was a certificate. */
export function withCertificate(
  error: TransportError,
  certificate: CertificateFacts | null,
): TransportError {
  if (certificate === null || !error.code.startsWith("tls-")) return error;
  return new TransportError(error.code, { ...error.detail, ...certificate });
}

function distinguishedName(name: DistinguishedName | undefined): string {
  const parts = (["CN", "O"] as const).flatMap((key) => {
    const value: unknown = name?.[key];
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === "string" ? [`${key}=${plain(first)}`] : [];
  });
  return parts.join(", ");
}

function plain(text: string): string {
  return text.replaceAll(/\p{C}/gu, "").slice(0, 256);
}

function instant(text: string | undefined): string {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
