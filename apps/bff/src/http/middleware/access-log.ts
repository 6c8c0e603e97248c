import type { MiddlewareHandler } from "hono";
import type { Logger } from "../../log.ts";
import type { HttpEnv } from "../http-env.ts";

/**
 * One line per answer: the pattern of the path, never the path, which can hold anything. Who is told to come
 * back gets none: a crowd must not have the server write as much as it sends.
 */
export function accessLog(log: Logger, clock: () => number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = clock();
    await next();
    if (c.get("shed")) return;
    const line: Record<string, string | number> = {
      requestId: c.get("requestId"),
      method: c.req.method,
      route: c.get("route") ?? "none",
      status: c.res.status,
      durationMs: Math.round(clock() - startedAt),
    };
    for (const name of actors) {
      const id = c.get(name);
      if (id !== null) line[name] = id;
    }
    log.info(line, "request");
  };
}

const actors = ["organizationId", "personId", "workerTokenId", "apiTokenId"] as const;
