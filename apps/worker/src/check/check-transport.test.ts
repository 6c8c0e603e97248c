import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { TransportError, type NetworkEvent, type TransportRequest } from "@berth/registry-client";
import { afterEach, expect, test } from "vitest";
import { readSettings } from "../settings.ts";
import { openCheckTransport, type CheckTransport } from "./check-transport.ts";

const opened: Array<{ server: Server; way: CheckTransport }> = [];
afterEach(async () => {
  for (const { server, way } of opened.splice(0)) {
    await way.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

/** A registry that answers the first request of each socket and resets it at the next one. */
async function resetting(resetsAfter: (socket: Socket) => boolean = () => false) {
  const seen = new Set<Socket>();
  const methods: string[] = [];
  const server = createServer(({ method = "", socket }, answer) => {
    methods.push(method);
    if (seen.has(socket) || resetsAfter(socket)) socket.resetAndDestroy();
    else answer.end("ok");
    seen.add(socket);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const environment = { BERTH_URL: "http://127.0.0.1:1", BERTH_TOKEN: "brth_w_test" };
  const way = await openCheckTransport(readSettings(environment), host);
  opened.push({ server, way });
  const ask = async (more: Partial<TransportRequest> = {}) => {
    const told: Array<NetworkEvent["kind"]> = [];
    const request = { method: "GET", url: `http://${host}/v2/`, headers: {} } as const;
    const onNetwork = ({ kind }: NetworkEvent) => told.push(kind);
    const outcome = await way.transport({ ...request, bodyBytesMax: 99, onNetwork, ...more }).then(
      ({ status }) => status,
      (err: unknown) => (err instanceof TransportError ? err.code : err),
    );
    return { outcome, told };
  };
  return { ask, methods };
}

test("a GET or HEAD whose open connection is reset is asked once more over a new one, and says so", async () => {
  const { ask, methods } = await resetting();
  expect(await ask()).toEqual({ outcome: 200, told: ["connect"] });
  const again = { outcome: 200, told: ["reused", "resent", "connect"] };
  expect(await ask()).toEqual(again);
  expect(await ask({ method: "HEAD" })).toEqual(again);
  expect(methods).toEqual(["GET", "GET", "GET", "HEAD", "HEAD"]);
});

test("a proxy that is away is told apart from a registry that is", async () => {
  const environment = { BERTH_URL: "http://127.0.0.1:1", BERTH_TOKEN: "brth_w_test" };
  const proxied = { ...environment, HTTPS_PROXY: "http://127.0.0.1:1" };
  const way = await openCheckTransport(readSettings(proxied), "reg.example.com");
  const request = { method: "GET", url: "https://reg.example.com/v2/", headers: {} } as const;
  const code = await way.transport({ ...request, bodyBytesMax: 99 }).catch((err: unknown) => err);
  await way.close();
  expect(code).toMatchObject({ code: "proxy-away" });
});

test.each<[string, Partial<TransportRequest>]>([
  ["a POST", { method: "POST", body: "x" }],
  ["a GET beyond the budget", { noResend: true }],
])("%s is asked once only", async (_what, more) => {
  const { ask, methods } = await resetting();
  await ask();
  expect((await ask(more)).outcome).toBe("reset");
  expect(methods).toHaveLength(2);
});

test("a new connection that is reset as well ends it", async () => {
  let first = true;
  const { ask, methods } = await resetting(() => {
    const resets = !first;
    first = false;
    return resets;
  });
  await ask();
  expect(await ask()).toEqual({ outcome: "reset", told: ["reused", "resent", "connect"] });
  expect(methods).toHaveLength(3);
});
