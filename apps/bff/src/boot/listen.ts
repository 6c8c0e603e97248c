import type { AddressInfo, Server } from "node:net";
import { StartError } from "./start-error.ts";

/** Makes `server` listen, and says in one line why it can't. Gives the port, which matters where 0 was asked. */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<{ port: number }> {
  await new Promise<void>((resolve, reject) => {
    const fail = (err: NodeJS.ErrnoException) => reject(refusal(err, host, port));
    server.once("error", fail);
    server.listen({ host, port }, () => {
      server.off("error", fail);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port };
}

function refusal(err: NodeJS.ErrnoException, host: string, port: number): StartError {
  const place = `${host}:${port}`;
  switch (err.code) {
    case "EADDRINUSE":
      return new StartError(
        "busy",
        `Port ${port} on ${host} is taken. Stop the other program, or set BERTH_PORT to another port.`,
        err,
      );
    case "EACCES":
      return new StartError(
        "forbidden",
        `This account may not listen on ${place}. Set BERTH_PORT to a port above 1023.`,
        err,
      );
    default:
      return new StartError(
        "config",
        `Berth can't listen on ${place} (${err.code ?? "unknown error"}). Check BERTH_HOST.`,
        err,
      );
  }
}
