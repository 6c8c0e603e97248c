import { errorStatus, type ErrorBody, type ErrorCode } from "@berth/api-contract";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Logger } from "../log.ts";
import { AppError } from "../services/errors.ts";
import { StoreError } from "../store/store-error.ts";
import type { HttpEnv } from "./http-env.ts";

export type ErrorAnswer = {
  status: ContentfulStatusCode;
  /** Beside its type and what every answer carries. */
  headers: Readonly<Record<string, string>>;
  body: ErrorBody;
};

/** The only place where an error becomes an answer. What is not an {@link AppError} is logged and gets a fixed text. */
export function errorAnswer(
  err: unknown,
  { requestId, route }: { requestId: string; route: string | null },
  log: Logger,
): ErrorAnswer {
  const known = toAppError(err);
  if (known === null || (errorStatus[known.code] >= 500 && !known.logged)) {
    log.error({ err, requestId, route: route ?? undefined }, "request failed");
  }
  const error = known ?? internal(requestId);
  const { code, retryAfterSeconds } = error;
  return {
    status: errorStatus[code],
    headers: {
      ...(retryAfterSeconds === null ? {} : { "Retry-After": String(retryAfterSeconds) }),
      ...(code === "token_invalid" ? { "WWW-Authenticate": "Bearer" } : {}),
      "Cache-Control": "no-store",
    },
    body: bodyOf(code, error, requestId),
  };
}

export function errorResponse(err: unknown, c: Context<HttpEnv>, log: Logger): Response {
  const facts = { requestId: c.get("requestId"), route: c.get("route") };
  const { status, headers, body } = errorAnswer(err, facts, log);
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.json(body, status);
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
