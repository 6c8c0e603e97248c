import { TransportError, type Transport, type TransportErrorCode } from "@berth/registry-client";
import { codeOf } from "./network-cause.ts";
import { BodyTooLarge, readBody, type Send } from "./send.ts";

/** The worker's way out in the form that the registry client takes. */
export function transportOver(send: Send, signal: AbortSignal): Transport {
  return async ({ method, url, headers, body, bodyBytesMax, signal: inner }) => {
    const startedAt = Date.now();
    const abort = new AbortController();
    const end = () => abort.abort();
    for (const one of [signal, inner]) one?.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    try {
      const answer = await send(new URL(url), { method, headers, body, signal: abort.signal });
      const bytes = await readBody(answer, bodyBytesMax);
      const named = Object.entries(answer.headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((one): [string, string] => [name.toLowerCase(), one]),
      );
      const durationMs = Date.now() - startedAt;
      return { status: answer.statusCode, headers: named, body: bytes, durationMs };
    } catch (err) {
      const { hostname, port } = new URL(url);
      throw new TransportError(transportCode(err), { host: hostname, port: Number(port || 443) });
    } finally {
      for (const one of [signal, inner]) one?.removeEventListener("abort", end);
    }
  };
}

function transportCode(err: unknown): TransportErrorCode {
  if (err instanceof BodyTooLarge) return "body-too-large";
  if (err instanceof Error && err.message.startsWith("Proxy response (")) return "proxy";
  const code = codeOf(err);
  return (
    codes[code] ?? (code.startsWith("ERR_SSL") || code === "EPROTO" ? "tls-other" : "protocol")
  );
}

const codes: Readonly<Record<string, TransportErrorCode>> = {
  ABORT_ERR: "aborted",
  UND_ERR_ABORTED: "aborted",
  ENOTFOUND: "dns-not-found",
  EAI_AGAIN: "dns-temporary",
  ECONNREFUSED: "connect-refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ETIMEDOUT: "connect-timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
  UND_ERR_HEADERS_TIMEOUT: "headers-timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "headers-too-large",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls-chain",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-chain",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-chain",
  CERT_HAS_EXPIRED: "tls-expired",
  CERT_NOT_YET_VALID: "tls-not-yet-valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-name",
  ERR_SSL_WRONG_VERSION_NUMBER: "http-only",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "http-only",
};
