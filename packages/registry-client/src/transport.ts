/**
 * The one way out that this package knows. Whoever embeds the client hands in a {@link Transport};
 * it opens sockets, checks addresses and enforces limits, and knows nothing of registries.
 */

/** One outgoing request. `url` is absolute; `bodyBytesMax` bounds the answer's body. */
export type TransportRequest = {
  method: "GET" | "HEAD" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  bodyBytesMax: number;
  signal?: AbortSignal | undefined;
  /** Told what happens below HTTP while the request is under way, in order. */
  onNetwork?: ((event: NetworkEvent) => void) | undefined;
  /** PEM certificates trusted for this request, in addition to the public ones. */
  ca?: string | undefined;
  /** Not even a GET or HEAD may go out a second time (see {@link Transport}). */
  noResend?: boolean | undefined;
};

/** What happened below HTTP. Durations are milliseconds; `validTo` is an ISO 8601 instant. */
export type NetworkEvent =
  | { kind: "dns"; host: string; addresses: string[]; durationMs: number }
  | { kind: "connect"; address: string; port: number; durationMs: number }
  | {
      kind: "tls";
      protocol: string;
      validTo: string;
      issuer: string;
      subject: string;
      durationMs: number;
    }
  /** The socket was already open, so nothing was resolved or dialled. */
  | { kind: "reused" }
  /** That socket was closed before a byte of an answer came; the request goes out again over a new one. */
  | { kind: "resent" };

/** A complete answer. Header names are lower-case, repeated headers stand as repeated pairs. */
export type TransportResponse = {
  status: number;
  headers: Array<[name: string, value: string]>;
  body: Uint8Array;
  durationMs: number;
};

export type TransportErrorCode =
  | "bad-host"
  | "refused-by-policy"
  | "dns-not-found"
  | "dns-temporary"
  | "connect-refused"
  | "connect-timeout"
  | "unreachable"
  | "reset"
  | "tls-untrusted"
  | "tls-self-signed"
  | "tls-chain"
  | "tls-name"
  | "tls-expired"
  | "tls-not-yet-valid"
  | "http-only"
  | "tls-other"
  | "headers-timeout"
  | "timeout"
  | "body-too-large"
  | "headers-too-large"
  | "protocol"
  | "encoding"
  | "aborted"
  /** The egress proxy itself can't be reached. */
  | "proxy-away"
  | "proxy";

/** Facts about a failure that may be shown to an admin. Never a header value, a body or a whole URL. */
export type TransportErrorDetail = {
  host: string;
  port: number;
  address?: string | undefined;
  /** The operating system's or OpenSSL's own code, such as `ECONNREFUSED`. */
  osCode?: string | undefined;
  /** Of the certificate that was refused. */
  issuer?: string | undefined;
  subject?: string | undefined;
  /** Names the refused certificate is valid for. */
  altNames?: string[] | undefined;
  /** ISO 8601; of the certificate that was refused. */
  validFrom?: string | undefined;
  validTo?: string | undefined;
  /** Status the egress proxy answered with. */
  proxyStatus?: number | undefined;
};

/** The only error a {@link Transport} rejects with. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly code: TransportErrorCode;
  readonly detail: TransportErrorDetail;

  constructor(
    code: TransportErrorCode,
    detail: TransportErrorDetail,
    options?: { cause?: unknown },
  ) {
    // The message repeats nothing that was sent: raw socket and URL errors quote headers and passwords.
    super(`${code} (${detail.host}:${detail.port})`, options);
    this.code = code;
    this.detail = detail;
  }
}

/**
 * Sends one request and resolves with the complete answer, whatever its status.
 * Never follows a redirect, never adds `Authorization`, never decompresses. A GET or HEAD goes out a
 * second time, and is told as `resent`, where a socket that was open already is closed before a byte of
 * an answer has come: a server may close one at any moment (RFC 9112, 9.3.1). Nothing else is repeated.
 * @throws {TransportError} and nothing else.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;
