import { beforeAll, expect, test, vi } from "vitest";
import { createEgress } from "./create-egress.ts";
import { dial } from "./dial.ts";
import { parseOutboundAllow } from "./parse-outbound-allow.ts";
import { createAuthority } from "./testing/certificates.ts";
import type { Authority } from "./testing/certificates.ts";
import { answer, listenRaw, listenTls } from "./testing/loopback-server.ts";
import { recordingDialer } from "./testing/recording-dialer.ts";
import { useEgress } from "./testing/use-egress.ts";

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const { connectTo, via, one } = useEgress();

test("requests that follow one another share one socket, after a 401, a HEAD and a POST too", async () => {
  const server = await listenRaw((socket, _head, index) =>
    socket.write(answer(index === 0 ? 401 : 200, "body")),
  );
  const server2 = await listenRaw((socket) =>
    socket.write("HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\n"),
  );
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/v2/`;
  expect(await via(transport, url)).toBe("connect");
  expect(await via(transport, url)).toBe("reused");
  expect(await via(transport, url, { method: "POST", body: "x" })).toBe("reused");
  expect(server.connections()).toBe(1);
  expect(egress.socketCounts().idle).toBe(1);

  const { egress: second } = connectTo(server2);
  const head = second.transportFor(one);
  const url2 = `http://127.0.0.1:${server2.port}/v2/`;
  expect(await via(head, url2, { method: "HEAD" })).toBe("connect");
  expect(await via(head, url2, { method: "HEAD" })).toBe("reused");
});

test("a transport asked for again still finds the socket of its registry", async () => {
  const server = await listenRaw((socket) => socket.write(answer(200)));
  const { egress } = connectTo(server);
  const url = `http://127.0.0.1:${server.port}/`;
  await via(egress.transportFor(one), url);
  expect(await via(egress.transportFor({ ...one }), url)).toBe("reused");
});

test("a socket is never shared across registries, organizations or ids that only look alike", async () => {
  const server = await listenRaw((socket) => socket.write(answer(200)));
  const { egress } = connectTo(server);
  const url = `http://127.0.0.1:${server.port}/`;
  const owners = [
    { organizationId: "a", registryId: "r" },
    { organizationId: "a", registryId: "r2" },
    { organizationId: "b", registryId: "r" },
    { organizationId: "ar", registryId: "" },
    { organizationId: "", registryId: "ar" },
    { organizationId: "1:a1", registryId: "r" },
  ];
  for (const owner of owners) {
    expect(await via(egress.transportFor(owner), url)).toBe("connect");
  }
  expect(server.connections()).toBe(owners.length);
  expect(egress.socketCounts().idle).toBe(owners.length);
});

test("a socket is never shared across hosts that lead to the same address", async () => {
  const server = await listenRaw((socket) => socket.write(answer(200)));
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  expect(await via(transport, `http://127.0.0.1:${server.port}/`)).toBe("connect");
  expect(await via(transport, `http://localhost:${server.port}/`)).toBe("dns,connect");
  expect(server.connections()).toBe(2);
});

test("changed trusted certificates open a fresh socket, so trust that was withdrawn ends", async () => {
  const server = await listenTls(await authority.sign(), (socket) => socket.write(answer(200)));
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `https://localhost:${server.port}/`;
  const other = await createAuthority("Another authority");
  expect(await via(transport, url, { ca: authority.cert })).toBe("dns,connect,tls");
  expect(await via(transport, url, { ca: authority.cert })).toBe("reused");
  expect(await via(transport, url, { ca: authority.cert + other.cert })).toBe("dns,connect,tls");
  await expect(via(transport, url, { ca: other.cert })).rejects.toMatchObject({
    code: "tls-chain",
  });
  await expect(via(transport, url)).rejects.toMatchObject({ code: "tls-chain" });
});

test("requests at the same time each have a socket, and no more than these are kept", async () => {
  const waiting: Array<() => void> = [];
  const server = await listenRaw((socket) => waiting.push(() => socket.write(answer(200))));
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/`;
  const both = Promise.all([via(transport, url), via(transport, url)]);
  await vi.waitUntil(() => waiting.length === 2);
  for (const reply of waiting.splice(0)) reply();
  expect(await both).toEqual(["connect", "connect"]);
  const third = via(transport, url);
  await vi.waitUntil(() => waiting.length === 1);
  waiting[0]?.();
  expect(await third).toBe("reused");
});

test("a socket the server has closed meanwhile is replaced without failing the request", async () => {
  const server = await listenRaw((socket, _head, index) => {
    socket.write(answer(200));
    if (index === 0) socket.end();
  });
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/`;
  expect(await via(transport, url)).toBe("connect");
  await vi.waitUntil(() => server.open() === 0);
  expect(await via(transport, url)).toBe("connect");
});

test("a server that asks to close is obeyed and nothing is kept", async () => {
  const server = await listenRaw((socket) => socket.write(answer(200, "x", ["connection: close"])));
  const { egress } = connectTo(server);
  await via(egress.transportFor(one), `http://127.0.0.1:${server.port}/`);
  await vi.waitUntil(() => server.open() === 0);
  expect(egress.socketCounts().idle).toBe(0);
});

test("an unused socket is closed after its time, and only so many are kept", async () => {
  const server = await listenRaw((socket) => socket.write(answer(200)));
  const { egress } = connectTo(server, { idleSocketMs: 100, idleSocketsMax: 3 });
  const url = `http://127.0.0.1:${server.port}/`;
  for (let index = 0; index < 6; index += 1) {
    await via(egress.transportFor({ organizationId: "a", registryId: `r${index}` }), url);
  }
  expect(egress.socketCounts().idle).toBeLessThanOrEqual(3);
  await vi.waitUntil(() => server.open() === 0 && egress.socketCounts().idle === 0);
  expect(server.connections()).toBe(6);
});

test("the addresses of one answer are tried in turn, and nothing else is", async () => {
  const server = await listenRaw(
    () => {},
    (socket) => socket.once("data", () => socket.end()),
  );
  const { dialer, dialled } = recordingDialer({ through: true });
  const egress = createEgress({
    allow: [],
    ownEndpoints: () => [],
    classifier: (address) => (address.startsWith("127.0.0.") ? "public" : "never"),
    resolver: () => Promise.resolve({ ok: true, addresses: ["127.0.0.9", "127.0.0.1"] }),
    dialer,
  });
  const code = await via(egress.transportFor(one), `https://reg.test:${server.port}/`).catch(
    (error: { code: string }) => error.code,
  );
  expect(dialled.map(({ address }) => address)).toEqual(["127.0.0.9", "127.0.0.1"]);
  expect(code).toBe("reset");
  await egress.close();
  await server.close();
});

test("a socket that opens after its request was given up is closed unused", async () => {
  const server = await listenRaw((socket) => socket.write(answer(200)));
  const allow = parseOutboundAllow(`127.0.0.1:${server.port};http`);
  const late: Array<() => void> = [];
  const egress = createEgress({
    allow: allow.ok ? allow.entries : [],
    ownEndpoints: () => [],
    dialer: async (target) => {
      const socket = await dial(target, new AbortController().signal);
      await new Promise<void>((resolve) => late.push(resolve));
      return socket;
    },
  });
  const sent = via(egress.transportFor(one), `http://127.0.0.1:${server.port}/`, {
    signal: AbortSignal.timeout(100),
  });
  await expect(sent).rejects.toMatchObject({ code: "timeout" });
  expect(server.open()).toBe(1);
  for (const open of late) open();
  await vi.waitUntil(() => server.open() === 0);
  expect(server.received()).toBe("");
  await egress.close();
  await server.close();
});
