import type { ErrorCode, Issue, SecondFactorAsk } from "@berth/api-contract";

/**
 * A failure that may be told to the caller: `publicMessage` and `issues` leave the server as they are.
 * Everything else that is thrown is answered with a fixed text.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly publicMessage: string;
  readonly issues: readonly Issue[];
  readonly retryAfterSeconds: number | null;
  /** The log knows of it already. */
  readonly logged: boolean;
  /** How the second factor that is missing can be given. */
  readonly secondFactor: SecondFactorAsk | null;

  constructor(
    code: ErrorCode,
    publicMessage: string,
    details: {
      issues?: readonly Issue[] | undefined;
      retryAfterSeconds?: number | undefined;
      secondFactor?: SecondFactorAsk | undefined;
      logged?: boolean | undefined;
      cause?: unknown;
    } = {},
  ) {
    // The log keeps this message, so it holds the code alone: public texts can name what was typed.
    super(code, { cause: details.cause });
    this.code = code;
    this.publicMessage = publicMessage;
    this.issues = details.issues ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.logged = details.logged ?? false;
    this.secondFactor = details.secondFactor ?? null;
  }
}

/** One text for all: another organization's things must look exactly like what does not exist. */
export function notFound(): AppError {
  return new AppError("not_found", "There is nothing at this address, or it is not yours to see.");
}

export function forbidden(): AppError {
  return new AppError("forbidden", "Your role in this organization does not allow this.");
}

export function sessionRequired(): AppError {
  return new AppError("session_required", "Sign in to go on.");
}

export function tokenInvalid(): AppError {
  return new AppError(
    "token_invalid",
    "This worker token is not known, has expired or was revoked. Ask an admin for a new one.",
  );
}

/** What was sent says so itself; it is no secret of anybody. */
export function tokenMissing(): AppError {
  return new AppError(
    "token_invalid",
    "This request carries no worker token. Send one as `Authorization: Bearer brth_w_…`.",
  );
}

export function validationFailed(issues: readonly Issue[], message?: string): AppError {
  return new AppError(
    "validation_failed",
    message ?? issues[0]?.message ?? "Something in this request can't be used.",
    { issues },
  );
}

export function badRequest(publicMessage: string, cause?: unknown): AppError {
  return new AppError("bad_request", publicMessage, { cause });
}

export function keyReused(): AppError {
  return new AppError(
    "key_reused",
    "This Idempotency-Key came before with another request. Give every request a key of its own.",
  );
}

/** `retryAfterMs` is rounded up to whole seconds, at least one. */
export function tooMany(
  code: "rate_limited" | "busy",
  publicMessage: string,
  retryAfterMs: number,
): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new AppError(code, publicMessage, { retryAfterSeconds });
}
