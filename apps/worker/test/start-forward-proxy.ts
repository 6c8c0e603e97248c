import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import type { Stage } from "./stage.ts";

/** A forward proxy that leads every CONNECT to where `targets` says, and notes what was asked. */
export async function startForwardProxy(
  stage: Pick<Stage, "onClose">,
  targets: Record<string, number>,
) {
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
  stage.onClose(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}
