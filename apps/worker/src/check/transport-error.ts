import {
  TransportError,
  type TransportErrorCode,
  type TransportErrorDetail,
} from "@berth/registry-client";
import { codeOf } from "../net/network-cause.ts";

const codes: Readonly<Record<string, TransportErrorCode>> = {
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
  UNABLE_TO_GET_ISSUER_CERT: "tls-chain",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-chain",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-name",
  CERT_HAS_EXPIRED: "tls-expired",
  CERT_NOT_YET_VALID: "tls-not-yet-valid",
  ERR_SSL_WRONG_VERSION_NUMBER: "http-only",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "http-only",
  UND_ERR_HEADERS_OVERFLOW: "headers-too-large",
  UND_ERR_HEADERS_TIMEOUT: "headers-timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
};

/** What the HTTP client threw, in the words a check has for it. */
export function toTransportError(err: unknown, where: { host: string; port: number }) {
  if (err instanceof TransportError) return err;
  const code = codeOf(err);
  const proxyStatus = /^Proxy response \((\d+)\)/.exec(
    err instanceof Error ? err.message : "",
  )?.[1];
  const known = proxyStatus === undefined ? (codes[code] ?? unknownCode(code)) : "proxy";
  const detail: TransportErrorDetail = {
    ...where,
    ...(code === "" ? {} : { osCode: code }),
    ...(proxyStatus === undefined ? {} : { proxyStatus: Number(proxyStatus) }),
  };
  return new TransportError(known, detail, { cause: err });
}

function unknownCode(code: string): TransportErrorCode {
  if (code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS") || code === "EPROTO") {
    return "tls-other";
  }
  return code.startsWith("HPE_") || code === "HTTPParserError" ? "protocol" : "unreachable";
}
