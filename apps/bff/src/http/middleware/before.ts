import type { Context, MiddlewareHandler } from "hono";
import type { HttpEnv } from "../http-env.ts";

/** What is done once for each request, before anything waits. */
export type Step = (c: Context<HttpEnv>) => void;

/** Several steps as one middleware: each of those costs a request two promises. */
export function before(...steps: readonly Step[]): MiddlewareHandler<HttpEnv> {
  return (c, next) => {
    for (const step of steps) step(c);
    return next();
  };
}
