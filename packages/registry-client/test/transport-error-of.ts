import { TransportError, type TransportErrorCode } from "../src/transport.ts";

const codes: Record<string, TransportErrorCode> = {
  ENOTFOUND: "dns-not-found",
  EAI_AGAIN: "dns-temporary",
  ECONNREFUSED: "connect-refused",
  ETIMEDOUT: "connect-timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-chain",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-chain",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-name",
  CERT_HAS_EXPIRED: "tls-expired",
  CERT_NOT_YET_VALID: "tls-not-yet-valid",
  ERR_SSL_WRONG_VERSION_NUMBER: "http-only",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "http-only",
  UND_ERR_HEADERS_OVERFLOW: "headers-too-large",
  UND_ERR_HEADERS_TIMEOUT: "headers-timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "protocol",
  HTTPParserError: "protocol",
};

/** What undici and Node throw, as a transport tells it. */
export function transportErrorOf(
  err: unknown,
  where: { host: string; port: number },
): TransportError {
  if (err instanceof TransportError) return err;
  const {
    name,
    code = name,
    cert,
  } = err as Error & {
    code?: string;
    cert?: { subjectaltname?: string };
  };
  const altNames = cert?.subjectaltname?.split(", ").map((name) => name.replace(/^\w+:/, ""));
  const known =
    codes[code] ??
    (code.startsWith("HPE_") ? "protocol" : code.startsWith("ERR_SSL") ? "tls-other" : null);
  if (known === null)
    throw new Error(`a test transport met an error it doesn't know: ${code}`, { cause: err });
  return new TransportError(known, { ...where, osCode: code, altNames }, { cause: err });
}
