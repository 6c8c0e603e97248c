import { once } from "node:events";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { withoutCopies } from "./already-sent.ts";
import type { FakeEnv } from "./fake-env.ts";
import type { Certificate } from "./test-authority.ts";

/** A server on loopback. `close` ends open connections and resolves when the port is free. */
export type Listening = {
  host: string;
  origin: string;
  port: number;
  openSockets: () => number;
  close: () => Promise<void>;
};

export type ListenOptions = {
  /** 0 takes a free one. */
  port?: number | undefined;
  /** Any address of 127.0.0.0/8. */
  address?: string | undefined;
  certificate?: Certificate | undefined;
};

/** Serves the app over http, or https where a certificate is given. */
export async function listen(app: Hono<FakeEnv>, options: ListenOptions = {}): Promise<Listening> {
  const { address = "127.0.0.1", certificate } = options;
  if (!address.startsWith("127.")) throw new Error("a fake registry listens on loopback only");
  const listener = getRequestListener(
    async (request, env) => withoutCopies(await app.fetch(request, env)),
    { overrideGlobalObjects: false },
  );
  const onRequest = (...args: Parameters<typeof listener>) => void listener(...args);
  const server =
    certificate === undefined
      ? createHttpServer(onRequest)
      : createHttpsServer({ ...certificate, minVersion: "TLSv1.2" }, onRequest);
  const sockets = trackSockets(server);
  const port = await bind(server, options.port ?? 0, address);
  const host = `${address}:${port}`;
  return {
    host,
    port,
    origin: `${certificate === undefined ? "http" : "https"}://${host}`,
    openSockets: () => sockets.size,
    close: async () => {
      const free = once(server, "close");
      server.close();
      await Promise.all([free, ...[...sockets].map(endSocket)]);
    },
  };
}

function endSocket(socket: Socket): Promise<unknown> {
  const ended = once(socket, "close");
  socket.destroy();
  return ended;
}

/** Starts listening and resolves with the port; rejects where it is taken. */
export function bind(
  server: Pick<Server, "once" | "off" | "listen" | "address">,
  port: number,
  address: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}
