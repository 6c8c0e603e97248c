import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";

export type ForwardProxy = {
  url: string;
  /** `host:port` of every CONNECT, in order. */
  asked: readonly string[];
  close: () => void;
};

/**
 * A forward proxy that leads every CONNECT to where `targets` says (`host:port` to a port on loopback), notes
 * what was asked, and refuses the rest.
 */
export async function startForwardProxy(
  targets: Readonly<Record<string, number>>,
): Promise<ForwardProxy> {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", (request, client) => {
    const name = request.url ?? "";
    asked.push(name);
    const port = targets[name];
    if (port === undefined) return client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const target = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      target.pipe(client).pipe(target);
    });
    target.on("error", () => client.destroy());
    client.on("error", () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The way to the clouds' names for a program that takes a proxy. */
export async function startCloudProxy(cloud: {
  readonly hosts: ReadonlyMap<string, string>;
}): Promise<ForwardProxy> {
  return await startForwardProxy(
    Object.fromEntries(
      [...cloud.hosts].map(([name, origin]) => [`${name}:443`, Number(new URL(origin).port)]),
    ),
  );
}
