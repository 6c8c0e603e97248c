import type { MiddlewareHandler } from "hono";
import type { Logger } from "../../log.ts";
import type { HttpEnv } from "../http-env.ts";

export type AnsweredRequest = {
  requestId: string;
  method: string;
  /** The pattern of the path, never the path, which can hold anything. */
  route: string | null;
  status: number;
  tookMs: number;
  /** It was told to come back. */
  shed: boolean;
  /** Who asked, as far as that is known. */
  organizationId: string | null;
  personId: string | null;
  workerTokenId: string | null;
  apiTokenId: string | null;
};

/**
 * One line per answer. Who is told to come back gets none: a crowd must not have the server write as much as it
 * sends.
 */
export function logAnswer(log: Logger, answered: AnsweredRequest): void {
  const { requestId, method, route, status, tookMs, shed } = answered;
  if (shed) return;
  const line: Record<string, string | number> = {
    requestId,
    method,
    route: route ?? "none",
    status,
    durationMs: Math.round(tookMs),
  };
  for (const name of actors) {
    const id = answered[name];
    if (id !== null) line[name] = id;
  }
  log.info(line, "request");
}

export function accessLog(log: Logger, clock: () => number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = clock();
    await next();
    logAnswer(log, {
      requestId: c.get("requestId"),
      method: c.req.method,
      route: c.get("route"),
      status: c.res.status,
      tookMs: clock() - startedAt,
      shed: c.get("shed"),
      organizationId: c.get("organizationId"),
      personId: c.get("personId"),
      workerTokenId: c.get("workerTokenId"),
      apiTokenId: c.get("apiTokenId"),
    });
  };
}

const actors = ["organizationId", "personId", "workerTokenId", "apiTokenId"] as const;
