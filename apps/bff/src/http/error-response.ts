import { errorStatus, type ErrorBody, type ErrorCode } from "@berth/api-contract";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Logger } from "../log.ts";
import { AppError } from "../services/errors.ts";
import { StoreError } from "../store/store-error.ts";
import type { HttpEnv } from "./http-env.ts";

/** The only place where an error becomes an answer. What is not an {@link AppError} is logged and gets a fixed text. */
export function errorResponse(err: unknown, c: Context<HttpEnv>, log: Logger): Response {
  const known = toAppError(err);
  const requestId = c.get("requestId");
  if (known === null || (errorStatus[known.code] >= 500 && !known.logged)) {
    log.error({ err, requestId, route: c.get("route") ?? undefined }, "request failed");
  }
  const error = known ?? internal(requestId);
  if (error.retryAfterSeconds !== null) c.header("Retry-After", String(error.retryAfterSeconds));
  if (error.code === "token_invalid") c.header("WWW-Authenticate", "Bearer");
  c.header("Cache-Control", "no-store");
  return c.json(
    bodyOf(error.code, error, requestId),
    errorStatus[error.code] satisfies ContentfulStatusCode,
  );
}

function bodyOf(code: ErrorCode, error: AppError, requestId: string): ErrorBody {
  const { publicMessage: message, issues, secondFactor } = error;
  return {
    error: {
      code,
      message,
      requestId,
      ...(issues.length > 0 ? { issues: [...issues] } : {}),
      ...(secondFactor === null ? {} : { secondFactor }),
    },
  };
}

function toAppError(err: unknown): AppError | null {
  if (err instanceof AppError) return err;
  if (err instanceof StoreError && err.code === "storage_full") {
    return new AppError(
      "storage_full",
      "The server's disk is full, so nothing was saved. Tell whoever runs Berth here.",
      { cause: err },
    );
  }
  if (err instanceof StoreError && err.code === "uncertain") {
    return new AppError(
      "unavailable",
      "The server lost its database while this was being saved: it may have been saved or not. Look before you repeat it.",
      { cause: err },
    );
  }
  if (err instanceof StoreError && (err.code === "unavailable" || err.code === "broken")) {
    return new AppError(
      "unavailable",
      "The server can't reach its database right now, so nothing was saved. Try again in a moment.",
      { cause: err },
    );
  }
  return null;
}

function internal(requestId: string): AppError {
  return new AppError(
    "internal",
    `Something broke on our side. Tell whoever runs Berth here this request id: ${requestId}`,
  );
}
