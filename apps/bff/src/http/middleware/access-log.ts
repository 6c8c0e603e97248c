import type { MiddlewareHandler } from "hono";
import type { Logger } from "../../log.ts";
import type { HttpEnv } from "../http-env.ts";

/** One line per answer: the pattern of the path, never the path, which can hold anything. */
export function accessLog(log: Logger, clock: () => number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = clock();
    await next();
    log.info(
      {
        requestId: c.get("requestId"),
        method: c.req.method,
        route: c.get("route") ?? "none",
        status: c.res.status,
        durationMs: Math.round(clock() - startedAt),
        ...present("organizationId", c.get("organizationId")),
        ...present("personId", c.get("personId")),
        ...present("workerTokenId", c.get("workerTokenId")),
        ...present("apiTokenId", c.get("apiTokenId")),
      },
      "request",
    );
  };
}

function present(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}
