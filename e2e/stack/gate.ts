import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export type Gate = {
  /** `host:port` to use instead of the registry's own. */
  host: string;
  /** From now on connections are accepted, but no request goes through. */
  hold: () => void;
  /** Lets every request through that waits, and every one after it. */
  release: () => void;
  /** Refuses connections from now on, as a registry that is down. */
  close: () => Promise<void>;
};

/** A door in front of a registry: what people see while it is slow, and when it is down, can be looked at for as long as it takes. */
export async function startGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(`http://${target}`);
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let held = false;
  const server = createServer((client) => {
    const registry = connect(Number(port), hostname);
    tie(client, registry);
    tie(registry, client);
    registry.pipe(client);
    client.on("data", (part) => {
      const pass = () => registry.write(part);
      if (held) waiting.push(pass);
      else pass();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  function tie(socket: Socket, other: Socket): void {
    open.add(socket);
    socket.on("error", () => other.destroy());
    socket.on("close", () => {
      open.delete(socket);
      other.destroy();
    });
  }
  return {
    host: `127.0.0.1:${address.port}`,
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      for (const pass of waiting.splice(0)) pass();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}
