import { connect, type Socket } from "node:net";

export type LoadRequest = {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string;
};

export type Load = {
  /** Answers of a second. */
  perSecond: number;
  /** Milliseconds, from when each request was due. */
  p50: number;
  p99: number;
};

const answerStart = /^HTTP\/1\.1 (\d{3})/;

/**
 * Keeps `connections` busy for a while, one request at a time on each. With `rate`, requests are due at even
 * distances whether the server keeps up or not, and what waits for a free connection waits on the clock.
 */
export async function load(
  port: number,
  request: LoadRequest,
  { connections, ms, rate }: { connections: number; ms: number; rate?: number },
): Promise<Load> {
  const bytes = encode(port, request);
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const times: number[] = [];
  const from = performance.now();
  const until = from + ms;
  let next = 0;
  const dueAt = () => (rate === undefined ? performance.now() : from + (next++ * 1000) / rate);
  await Promise.all(
    sockets.map(async (socket) => {
      for (;;) {
        const due = dueAt();
        if (due >= until) return;
        const early = due - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        await ask(socket, bytes);
        times.push(performance.now() - due);
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  for (const socket of sockets) socket.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}

function encode(port: number, { method, path, headers, body }: LoadRequest): Buffer {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => resolve(socket));
  });
}

/** Resolves with the end of the answer; rejects where it isn't a success. */
function ask(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end === -1) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? "0");
      if (text.length < end + 4 + length) return;
      socket.off("data", read);
      const status = Number(answerStart.exec(text)?.[1]);
      if (status < 300) resolve();
      else reject(new Error(`the server answered ${status}: ${text.slice(end + 4)}`));
    };
    socket.on("data", read);
    socket.write(bytes);
  });
}
