import { createServer, type Server, type ServerResponse } from "node:http";
import { Server as TcpServer } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { DirectAnswers } from "./direct/direct-answers.ts";
import { directListener, type DirectListener } from "./direct/direct-listener.ts";
import type { HttpEnv } from "./http-env.ts";
import { createTurns } from "./turns.ts";

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
  const turns = createTurns();
  let direct: DirectListener = () => false;
  const server = createServer(
    {
      // Against clients that take their time: a whole head in 10 s, a whole request in 30.
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      connectionsCheckingInterval: 5_000,
    },
    (incoming, outgoing) => {
      turns.take(incoming, () => {
        // Its client went away while it waited: nobody would tell what reads it from now on.
        if (incoming.destroyed) return;
        if (!direct(incoming, outgoing)) void listener(incoming, outgoing);
      });
    },
  );
  server.maxConnections = connectionsMax;

  return {
    server,
    /** `answers`: what the same application answers to requests that need nothing of Hono's. */
    serve: (ready: Hono<HttpEnv>, answers?: DirectAnswers) => {
      app = ready;
      if (answers !== undefined) direct = directListener(answers);
    },
    /** Answers as before, but asks each client to come back over another connection: to another server. */
    drain: () => {
      server.prependListener("request", (_incoming, outgoing: ServerResponse) => {
        outgoing.shouldKeepAlive = false;
      });
    },
    /** Takes no new requests and gives those under way `graceMs` to end. */
    close: async (graceMs: number): Promise<void> => {
      await queueEmpty(server);
      const closed = new Promise<void>((resolve) => {
        // Stops listening alone. HTTP's own `close` would also cut connections that look idle because
        // their first request is still on its way.
        TcpServer.prototype.close.call(server, () => resolve());
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

/** How long a server that is never left alone is waited for. */
const queueMsMax = 500;

/**
 * Resolves right behind a turn of the event loop in which nobody waited to be accepted: the kernel resets
 * those who still wait when the socket closes, although they have sent their request.
 */
async function queueEmpty(server: Server): Promise<void> {
  const deadline = performance.now() + queueMsMax;
  let taken = 0;
  const count = () => (taken += 1);
  server.on("connection", count);
  do {
    taken = 0;
    await new Promise((resolve) => setImmediate(resolve));
  } while (taken > 0 && performance.now() < deadline);
  server.off("connection", count);
}

function starting(): Response {
  return new Response("starting\n", {
    status: 503,
    headers: { "Retry-After": "1", "Cache-Control": "no-store" },
  });
}
