import { transportCodeOf, TransportError } from "@berth/registry-client";
import type { TransportErrorDetail } from "@berth/registry-client";

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
  const code = transportCodeOf(osCode, error instanceof Error ? error.message : "");
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

function osCodeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{1,64}$/.test(code) ? code : undefined;
}
