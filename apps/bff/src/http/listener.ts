import { createServer, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { HttpEnv } from "./http-env.ts";

const connectionsMax = 2000;

/**
 * The server before anything stands behind it: the port is taken first, so that a start that can't have it
 * changes nothing. Until `serve` is called it answers that it is starting.
 */
export function createListener() {
  let app: Hono<HttpEnv> | null = null;
  // With the adapter's own Request and Response, which are made of what Node has already and cost a third.
  const listener = getRequestListener((request, env) =>
    app === null ? starting() : app.fetch(request, env),
  );
  const server = createServer(
    {
      // Against clients that take their time: a whole head in 10 s, a whole request in 30.
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      connectionsCheckingInterval: 5_000,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  server.maxConnections = connectionsMax;

  return {
    server,
    serve: (ready: Hono<HttpEnv>) => {
      app = ready;
    },
    /** Answers as before, but asks each client to come back over another connection: to another server. */
    drain: () => {
      server.prependListener("request", (_incoming, outgoing: ServerResponse) => {
        outgoing.shouldKeepAlive = false;
      });
    },
    /** Takes no new requests and gives those under way `graceMs` to end. */
    close: async (graceMs: number): Promise<void> => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // A connection whose last answer ends now would otherwise be kept for the next request.
      const idle = setInterval(() => server.closeIdleConnections(), 100);
      const hard = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(hard);
    },
  };
}

function starting(): Response {
  return new Response("starting\n", {
    status: 503,
    headers: { "Retry-After": "1", "Cache-Control": "no-store" },
  });
}
