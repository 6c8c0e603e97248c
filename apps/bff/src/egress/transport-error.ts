import { TransportError } from "@berth/registry-client";
import type { TransportErrorCode, TransportErrorDetail } from "@berth/registry-client";

/** Where a request was going; all that an error says about it. */
export type Destination = { host: string; port: number; address?: string | undefined };

/**
 * Turns whatever a socket, OpenSSL or undici threw into the one error a transport may throw.
 * Only the error's code travels on. Messages and causes do not: the URL parser, header checks and
 * HTTP parsers quote the URL, the header value or the bytes they stumbled over.
 */
export function toTransportError(error: unknown, destination: Destination): TransportError {
  if (error instanceof TransportError) return error;
  const osCode = osCodeOf(error);
  const code = codeOf(osCode, error);
  const detail: TransportErrorDetail = { ...destination };
  if (osCode !== undefined) detail.osCode = osCode;
  return new TransportError(code, detail);
}

/** The error a caller's signal stands for: its deadline or its own wish. */
export function abortError(signal: AbortSignal, destination: Destination): TransportError {
  const reason: unknown = signal.reason;
  if (reason instanceof TransportError) return reason;
  const timedOut = reason instanceof Error && reason.name === "TimeoutError";
  return new TransportError(timedOut ? "timeout" : "aborted", { ...destination });
}

const codes: Record<string, TransportErrorCode> = {
  ECONNREFUSED: "connect-refused",
  ETIMEDOUT: "connect-timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EAFNOSUPPORT: "unreachable",
  // A packet filter on this machine.
  EACCES: "unreachable",
  EPERM: "unreachable",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  CERT_UNTRUSTED: "tls-untrusted",
  CERT_REJECTED: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls-chain",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-chain",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-chain",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-name",
  HOSTNAME_MISMATCH: "tls-name",
  CERT_HAS_EXPIRED: "tls-expired",
  CERT_NOT_YET_VALID: "tls-not-yet-valid",
  // What OpenSSL says where the other side answers the handshake in clear text.
  ERR_SSL_WRONG_VERSION_NUMBER: "http-only",
  ERR_SSL_HTTP_REQUEST: "http-only",
  ERR_SSL_HTTPS_PROXY_REQUEST: "http-only",
  UND_ERR_HEADERS_OVERFLOW: "headers-too-large",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "body-too-large",
};

function codeOf(osCode: string | undefined, error: unknown): TransportErrorCode {
  if (osCode === undefined) return "protocol";
  const known = codes[osCode];
  if (known !== undefined) return known;
  if (osCode.startsWith("ERR_SSL_") || osCode.startsWith("ERR_TLS_") || osCode === "EPROTO") {
    return "tls-other";
  }
  if (certificateCodes.has(osCode)) return "tls-other";
  // undici has one code for a connection that ended and for an answer that made no sense.
  if (osCode === "UND_ERR_SOCKET") return isClosedByPeer(error) ? "reset" : "protocol";
  return "protocol";
}

/** X509_V_ERR names that say something else than untrusted, expired or misnamed. */
const certificateCodes = new Set([
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "EE_KEY_TOO_SMALL",
  "CA_KEY_TOO_SMALL",
  "CA_MD_TOO_WEAK",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "OUT_OF_MEM",
  "UNSPECIFIED",
]);

function isClosedByPeer(error: unknown): boolean {
  return error instanceof Error && /^(?:other side closed|closed)$/.test(error.message);
}

function osCodeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{1,64}$/.test(code) ? code : undefined;
}
