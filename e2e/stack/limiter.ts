import { once } from "node:events";
import { createServer, request } from "node:http";

export type Limiter = {
  /** `host:port` to use instead of the registry's own. */
  host: string;
  /** The next signed-in request for a manifest is answered 429, and asked to come back after so many seconds. */
  limitOnce: (retryAfterSeconds: number) => void;
  close: () => Promise<void>;
};

/** A registry that limits how often it may be asked: everything else is passed on to `target`. */
export async function startLimiter(target: string): Promise<Limiter> {
  const { hostname, port } = new URL(`http://${target}`);
  let retryAfter: number | null = null;
  const server = createServer((asked, answer) => {
    const signedIn = asked.headers.authorization !== undefined;
    if (retryAfter !== null && signedIn && asked.url?.includes("/manifests/") === true) {
      answer.writeHead(429, { "retry-after": String(retryAfter) }).end("Too Many Requests");
      retryAfter = null;
      return;
    }
    const { method, url, headers } = asked;
    const passed = request({ hostname, port, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    host: `127.0.0.1:${address.port}`,
    limitOnce: (seconds) => {
      retryAfter = seconds;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
