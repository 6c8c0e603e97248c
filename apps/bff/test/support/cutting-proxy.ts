import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";

/**
 * A way to the server that breaks at the next commit: `before` the server has heard of it, or `after` it
 * has carried it out but before its answer is through.
 */
export async function startCuttingProxy(serverPort: number) {
  let cut: "before" | "after" | null = null;
  const proxy = createServer((client) => {
    const server = connect(serverPort, "127.0.0.1");
    let committing = false;
    const end = () => {
      client.destroy();
      server.destroy();
    };
    client.on("data", (bytes) => {
      // A simple query: its letter, its length, its text.
      const commits = cut !== null && bytes.includes("COMMIT\0");
      if (commits && cut === "before") return end();
      committing ||= commits;
      server.write(bytes);
    });
    server.on("data", (bytes) => {
      if (committing) return end();
      client.write(bytes);
    });
    for (const socket of [client, server]) socket.on("error", end).on("close", end);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    port: (proxy.address() as AddressInfo).port,
    cutNext: (when: "before" | "after") => {
      cut = when;
    },
    mend: () => {
      cut = null;
    },
    close: () => proxy.close(),
  };
}
