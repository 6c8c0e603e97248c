import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * Stands before a server and holds back every piece for half a round trip each way, and a whole one for opening a
 * connection, as a network that far away would.
 */
export async function openDelayProxy() {
  const delay = { roundTripMs: 0 };
  const counted = { connections: 0 };
  const target = { host: "" };
  const server = createServer({ noDelay: true }, (near) => {
    counted.connections += 1;
    const [hostname = "", port = ""] = target.host.split(":");
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    // The kernel has shaken hands already; what was sent right behind that waits for it.
    const opened = performance.now() + delay.roundTripMs;
    passOn(near, far, delay, opened);
    passOn(far, near, delay, 0);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Whom it stands before, as `host:port`; to be set before anybody connects. */
    target,
    delay,
    counted,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

function passOn(from: Socket, to: Socket, delay: { roundTripMs: number }, notBefore: number): void {
  from.on("data", (chunk) => {
    const start = Math.max(performance.now(), notBefore);
    const wait = start + delay.roundTripMs / 2 - performance.now();
    if (wait <= 0) to.write(chunk);
    else setTimeout(() => void (to.destroyed || to.write(chunk)), wait);
  });
  // What was sent before the end is still on its way.
  from.on("close", () => void setTimeout(() => to.destroy(), delay.roundTripMs / 2 + 5));
  from.on("error", () => to.destroy());
}
