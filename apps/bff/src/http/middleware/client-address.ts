import type { MiddlewareHandler } from "hono";
import type { createAddressReader } from "../client-address.ts";
import type { HttpEnv } from "../http-env.ts";

/** Notes who sent the request. */
export function clientAddress(
  read: ReturnType<typeof createAddressReader>,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const peer = c.env?.incoming?.socket.remoteAddress;
    c.set("address", read(peer, c.req.header("x-forwarded-for") ?? null));
    await next();
  };
}
