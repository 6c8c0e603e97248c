import { once } from "node:events";
import { connect, type AddressInfo, type Socket } from "node:net";
import { createListener } from "../../src/http/listener.ts";
import type { DirectAnswers } from "../../src/http/direct/direct-answers.ts";
import type { TestBerth } from "./harness.ts";

/** Which of a server's two ways answers: Hono alone, or as a server does, with the direct way in front of it. */
export type Way = "hono" | "direct";

/** One Berth behind two listeners, of which the first has no direct way. */
export async function startTwoWays(berth: TestBerth) {
  const platform = { Request: globalThis.Request, Response: globalThis.Response };
  let taken = 0;
  const counted: DirectAnswers = (request, body) => {
    taken += 1;
    return berth.direct(request, body);
  };
  const listeners = { hono: createListener(), direct: createListener() };
  listeners.hono.serve(berth.app);
  listeners.direct.serve(berth.app, counted);
  const ports = { hono: 0, direct: 0 };
  for (const way of ["hono", "direct"] as const) {
    const { server } = listeners[way];
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    ports[way] = (server.address() as AddressInfo).port;
  }
  return {
    /** How many requests never reached Hono. */
    taken: () => taken,
    drain: () => {
      for (const { drain } of Object.values(listeners)) drain();
    },
    connect: async (way: Way) => {
      const socket = connect({ port: ports[way], host: "127.0.0.1", noDelay: true });
      await once(socket, "connect");
      return socket;
    },
    close: async () => {
      for (const { server } of Object.values(listeners)) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      // The adapter puts its own in their place.
      Object.assign(globalThis, platform);
    },
  };
}

/** Everything that arrives until so many answers are complete, or until the server hangs up. */
export function answersOn(socket: Socket, count: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (complete(text) >= count) done();
    };
    const done = () => {
      socket.off("data", read).off("end", done).off("error", reject);
      resolve(text);
    };
    socket.on("data", read).on("end", done).on("error", reject);
  });
}

function complete(text: string): number {
  let [at, count] = [0, 0];
  for (;;) {
    const end = text.indexOf("\r\n\r\n", at);
    if (end === -1) return count;
    const head = text.slice(at, end).toLowerCase();
    const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? "0");
    at = end + 4 + length;
    if (at > text.length) return count;
    // "100 Continue" comes before an answer and is none.
    if (!head.startsWith("http/1.1 100")) count += 1;
  }
}

/** An answer without what differs from request to request; header names in one spelling and order. */
export function comparable(answers: string): string {
  return answers
    .replace(/\b(req|pul)_[0-9a-z]{26}\b/g, "$1_…")
    .split(/(?<=\r\n\r\n)/)
    .map((part) =>
      part.startsWith("HTTP/1.1 ") || part.includes("HTTP/1.1 ") ? sorted(part) : part,
    )
    .join("");
}

function sorted(head: string): string {
  const [status = "", ...lines] = head.trimEnd().split("\r\n");
  const headers = lines
    .map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
    .filter((line) => !line.startsWith("date:"))
    .toSorted();
  return [status, ...headers, "", ""].join("\r\n");
}
