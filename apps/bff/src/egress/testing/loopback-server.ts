import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { TlsOptions } from "node:tls";

export type LoopbackServer = {
  port: number;
  /** Connections accepted so far. */
  connections: () => number;
  /** Everything that was received, over all connections. */
  received: () => string;
  /** Sockets that are still open. */
  open: () => number;
  close: () => Promise<void>;
};

/** A raw server on loopback: `onRequest` is called with each complete request head. */
export function listenRaw(
  onRequest: (socket: Socket, head: string, index: number) => void,
  onConnect: (socket: Socket) => void = () => {},
): Promise<LoopbackServer> {
  return listen(createServer(), "connection", onRequest, onConnect);
}

/** The same over TLS. */
export function listenTls(
  options: TlsOptions,
  onRequest: (socket: Socket, head: string, index: number) => void,
): Promise<LoopbackServer> {
  return listen(createTlsServer(options), "secureConnection", onRequest, () => {});
}

/** A complete answer with a body of known length. */
export function answer(status: number, body = "", headers: string[] = []): string {
  const lines = [`HTTP/1.1 ${status} X`, `content-length: ${Buffer.byteLength(body)}`, ...headers];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

function listen(
  server: Server,
  event: "connection" | "secureConnection",
  onRequest: (socket: Socket, head: string, index: number) => void,
  onConnect: (socket: Socket) => void,
): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let received = "";
  let requests = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  server.on(event, (socket: Socket) => {
    let pending = "";
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      const text = chunk.toString("latin1");
      received += text;
      pending += text;
      for (let end = pending.indexOf("\r\n\r\n"); end !== -1; end = pending.indexOf("\r\n\r\n")) {
        const head = pending.slice(0, end);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (pending.length < end + 4 + length) return;
        pending = pending.slice(end + 4 + length);
        requests += 1;
        onRequest(socket, head, requests - 1);
      }
    });
    onConnect(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        connections: () => connections,
        received: () => received,
        open: () => sockets.size,
        close: () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
