import type { TransportErrorCode } from "./transport.ts";

/**
 * What a failure below HTTP is, for whoever writes a transport: one table, so that a check says the same of the same
 * failure wherever it runs.
 * @param code what Node, OpenSSL or undici gave the error as its `code`, if anything.
 * @param message the error's text; undici has one code for a connection that ended and for an answer that made no
 *   sense.
 */
export function transportCodeOf(code: string | undefined, message: string): TransportErrorCode {
  if (code === undefined) return "protocol";
  const known = codes.get(code);
  if (known !== undefined) return known;
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || code === "EPROTO") {
    return "tls-other";
  }
  if (certificateCodes.has(code)) return "tls-other";
  if (code === "UND_ERR_SOCKET") {
    return /^(?:other side closed|closed)$/.test(message) ? "reset" : "protocol";
  }
  // What else the system's resolver says; a name that doesn't exist is ENOTFOUND to Node.
  if (code.startsWith("EAI_")) return "dns-temporary";
  // What else the operating system says of a socket.
  return /^E[A-Z0-9]+$/.test(code) ? "unreachable" : "protocol";
}

const codes: ReadonlyMap<string, TransportErrorCode> = new Map(
  Object.entries({
    ENOTFOUND: "dns-not-found",
    EAI_AGAIN: "dns-temporary",
    ECONNREFUSED: "connect-refused",
    ETIMEDOUT: "connect-timeout",
    UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
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
    ERR_SSL_PACKET_LENGTH_TOO_LONG: "http-only",
    ERR_SSL_HTTP_REQUEST: "http-only",
    ERR_SSL_HTTPS_PROXY_REQUEST: "http-only",
    UND_ERR_HEADERS_OVERFLOW: "headers-too-large",
    UND_ERR_HEADERS_TIMEOUT: "headers-timeout",
    UND_ERR_BODY_TIMEOUT: "timeout",
    UND_ERR_RES_EXCEEDED_MAX_SIZE: "body-too-large",
  } satisfies Record<string, TransportErrorCode>),
);

/** X509_V_ERR names that say something else than untrusted, expired or misnamed. */
const certificateCodes: ReadonlySet<string> = new Set([
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
