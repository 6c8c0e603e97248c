import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "../http-env.ts";

/** Puts what every answer carries into those that were made without: errors, files and pages among them. */
export const fixedHeaders: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next();
  const response = c.res;
  if (response === c.get("complete")) return;
  const { headers } = response;
  for (const [name, value] of Object.entries(c.get("fixedHeaders"))) headers.set(name, value);
};
