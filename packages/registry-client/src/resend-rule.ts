import type { TransportError, TransportRequest } from "./transport.ts";

/** How a request over one socket failed. */
export type FailedAttempt = {
  failure: TransportError;
  /** The socket had been opened for an earlier request. */
  reused: boolean;
  /** Not one byte of an answer came. */
  unanswered: boolean;
};

/**
 * Whether a request may go out a second time. A server may close a socket it keeps open at the very
 * moment it is used again, and then has not read the request (RFC 9112, 9.3.1); that says nothing of the
 * registry. A POST asks for a token, which could be made twice, and is never repeated.
 */
export function isResendable(
  { method, noResend }: Pick<TransportRequest, "method" | "noResend">,
  { failure, reused, unanswered }: FailedAttempt,
): boolean {
  const harmless = method === "GET" || method === "HEAD";
  return harmless && noResend !== true && reused && unanswered && failure.code === "reset";
}
