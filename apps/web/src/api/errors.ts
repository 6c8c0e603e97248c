import type { ErrorBody, ErrorCode, Issue, SecondFactorAsk } from "@berth/api-contract";

import { PasskeyError } from "#src/lib/passkey-error.ts";

/** What can go wrong before the server has a say: no answer, or an answer that is not Berth's. */
export type ApiErrorCode = ErrorCode | "unreachable" | "unreadable";

/** The one error that calls of the API throw. `message` is a sentence for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status, or 0 where there was no answer. */
  readonly status: number;
  readonly code: ApiErrorCode;
  /** Empty where the server never saw the request. */
  readonly requestId: string;
  /** Complaints about single fields, by their path in the request. */
  readonly issues: readonly Issue[];
  /** Seconds to wait, where the server asked for it. */
  readonly retryAfterSeconds: number | null;
  /** How the second factor that is missing can be given. */
  readonly secondFactor: SecondFactorAsk | null;

  constructor(facts: {
    status: number;
    code: ApiErrorCode;
    message: string;
    requestId?: string | undefined;
    issues?: readonly Issue[] | undefined;
    retryAfterSeconds?: number | null | undefined;
    secondFactor?: SecondFactorAsk | undefined;
    cause?: unknown;
  }) {
    super(facts.message, { cause: facts.cause });
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId ?? "";
    this.issues = facts.issues ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
    this.secondFactor = facts.secondFactor ?? null;
  }
}

/** Reads an answer with an error status. Never throws: a proxy's error page becomes `unreadable`. */
export async function readApiError(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const retryAfterSeconds = readRetryAfter(response.headers.get("retry-after"));
  const body: unknown = await response.json().catch(() => null);
  if (isErrorBody(body)) {
    const { code, message, issues, secondFactor } = body.error;
    return new ApiError({
      status: response.status,
      code,
      message,
      requestId: body.error.requestId || requestId,
      issues,
      retryAfterSeconds,
      secondFactor,
    });
  }
  return new ApiError({
    status: response.status,
    code: "unreadable",
    message: `The server answered with status ${response.status}, but not in Berth's own words. Something between it and this browser may have replied.`,
    requestId,
    retryAfterSeconds,
  });
}

/** Turns whatever was thrown into a sentence and a request id for display. */
export function describeError(error: unknown): { message: string; requestId: string } {
  if (error instanceof ApiError) return { message: error.message, requestId: error.requestId };
  if (error instanceof PasskeyError) return { message: error.message, requestId: "" };
  return { message: "Something broke in this page. Load it again to go on.", requestId: "" };
}

export function isApiError(error: unknown, ...codes: ApiErrorCode[]): error is ApiError {
  return error instanceof ApiError && (codes.length === 0 || codes.includes(error.code));
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    "message" in error &&
    typeof error.message === "string"
  );
}

function readRetryAfter(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
