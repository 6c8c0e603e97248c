import type { Socket } from "node:net";
import type { NetworkEvent, Transport, TransportRequest } from "@berth/registry-client";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { createEgress } from "./create-egress.ts";
import { dial } from "./dial.ts";
import type { EgressLimits } from "./limits.ts";
import { parseOutboundAllow } from "./parse-outbound-allow.ts";
import { createAuthority } from "./testing/certificates.ts";
import type { Authority } from "./testing/certificates.ts";
import { answer, listenRaw, listenTls } from "./testing/loopback-server.ts";
import type { LoopbackServer } from "./testing/loopback-server.ts";
import { recordingDialer } from "./testing/recording-dialer.ts";

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const started: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of started.splice(0)) await stop();
});

function connectTo(server: LoopbackServer, limits: Partial<EgressLimits> = {}) {
  const port = server.port;
  const allow = parseOutboundAllow(`127.0.0.1:${port};http,localhost:${port};http`);
  if (!allow.ok) throw new Error(allow.message);
  const { dialer, dialled } = recordingDialer({ through: true });
  const egress = createEgress({ allow: allow.entries, ownEndpoints: () => [], dialer, limits });
  started.push(async () => {
    await egress.close();
    await vi.waitUntil(() => server.open() === 0);
    await server.close();
  });
  return { egress, dialled };
}

const one = { organizationId: "a", registryId: "r" };

/** Sends one request and says how its socket came about. */
async function via(
  transport: Transport,
  url: string,
  more: Partial<Parameters<Transport>[0]> = {},
) {
  const kinds: Array<NetworkEvent["kind"]> = [];
  await transport({
    method: "GET",
    url,
    headers: {},
    bodyBytesMax: 1_024,
    onNetwork: ({ kind }) => kinds.push(kind),
    ...more,
  });
  return kinds.join(",");
}

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

/** Answers the first request of each socket; what the others meet is `then`. */
const resetsReused = (then: (socket: Socket) => void = (socket) => socket.resetAndDestroy()) => {
  const seen = new WeakSet<Socket>();
  return (socket: Socket) => {
    if (seen.has(socket)) return then(socket);
    seen.add(socket);
    socket.write(answer(200));
  };
};
const requestsSeen = (server: LoopbackServer) =>
  server.received().match(/(?:GET|HEAD|POST) \//g)?.length;

test.each(["GET", "HEAD"] as const)(
  "a %s that meets a reused socket being reset is sent once more, over a new one",
  async (method) => {
    const server = await listenRaw(resetsReused());
    const { egress } = connectTo(server);
    const transport = egress.transportFor(one);
    const url = `http://127.0.0.1:${server.port}/`;
    await via(transport, url);
    expect(await via(transport, url, { method })).toBe("reused,resent,connect");
    expect(requestsSeen(server)).toBe(3);
    expect(egress.socketCounts()).toEqual({ busy: 0, idle: 1 });
  },
);

test("so is one that meets a reused socket being closed over TLS", async () => {
  const server = await listenTls(
    await authority.sign(),
    resetsReused((socket) => socket.end()),
  );
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `https://localhost:${server.port}/`;
  await via(transport, url, { ca: authority.cert });
  expect(await via(transport, url, { ca: authority.cert })).toBe("reused,resent,dns,connect,tls");
});

test("the second sending takes no other socket that is open", async () => {
  const waiting: Socket[] = [];
  const server = await listenRaw((socket, _head, index) => {
    if (index < 2) waiting.push(socket);
    else resetsOthers(socket);
  });
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/`;
  const resetsOthers = (socket: Socket) =>
    waiting.includes(socket) ? socket.resetAndDestroy() : socket.write(answer(200));
  const both = Promise.all([via(transport, url), via(transport, url)]);
  await vi.waitUntil(() => waiting.length === 2);
  for (const socket of waiting) socket.write(answer(200));
  await both;
  expect(await via(transport, url)).toBe("reused,resent,connect");
});

test("a second reset fails the request, leaves no socket, and nothing is sent a third time", async () => {
  const server = await listenRaw((socket, _head, index) => {
    if (index === 0) socket.write(answer(200));
    else socket.resetAndDestroy();
  });
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/`;
  await via(transport, url);
  await expect(via(transport, url)).rejects.toMatchObject({ code: "reset" });
  expect(requestsSeen(server)).toBe(3);
  expect(egress.socketCounts()).toEqual({ busy: 0, idle: 0 });
  // This one finds no socket, so its reset is the answer.
  await expect(via(transport, url)).rejects.toMatchObject({ code: "reset" });
  expect(requestsSeen(server)).toBe(4);
});

test.each<[string, Partial<TransportRequest>, ((socket: Socket) => void)?]>([
  ["a POST", { method: "POST", body: "grant_type=refresh_token" }],
  ["a GET for which the budget has no second request", { noResend: true }],
  ["a GET whose answer had begun", {}, (socket) => socket.end("HTTP/1.1 2")],
  ["a GET whose answer broke off", {}, (socket) => socket.end(answer(200, "whole").slice(0, -2))],
])("%s is never sent twice", async (_what, more, then) => {
  const server = await listenRaw(resetsReused(then));
  const { egress } = connectTo(server);
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/`;
  await via(transport, url);
  await expect(via(transport, url, more)).rejects.toMatchObject({ code: "reset" });
  expect(requestsSeen(server)).toBe(2);
  expect(egress.socketCounts()).toEqual({ busy: 0, idle: 0 });
});

test("a GET that meets silence on a reused socket waits for its limit and isn't sent twice", async () => {
  const server = await listenRaw(resetsReused(() => {}));
  const { egress } = connectTo(server, { headersMs: 100 });
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/`;
  await via(transport, url);
  await expect(via(transport, url)).rejects.toMatchObject({ code: "headers-timeout" });
  expect(requestsSeen(server)).toBe(2);
});

test("both sendings share one deadline", async () => {
  let accepts = true;
  const server = await listenRaw((socket) => {
    if (accepts) socket.write(answer(200));
    else if (server.connections() === 1) setTimeout(() => socket.resetAndDestroy(), 150);
  });
  const { egress } = connectTo(server, { requestMs: 300 });
  const transport = egress.transportFor(one);
  const url = `http://127.0.0.1:${server.port}/`;
  await via(transport, url);
  accepts = false;
  const startedAt = performance.now();
  await expect(via(transport, url)).rejects.toMatchObject({ code: "timeout" });
  expect(requestsSeen(server)).toBe(3);
  expect(performance.now() - startedAt).toBeLessThan(440);
});

test("a registry that resets every reused socket is sent one request in ten a second time", async () => {
  const server = await listenRaw(resetsReused());
  const { egress } = connectTo(server);
  const url = `http://127.0.0.1:${server.port}/`;
  const settle = async (registryId: string) => {
    const sent = via(egress.transportFor({ organizationId: "a", registryId }), url);
    return sent.catch((error: { code: string }) => error.code);
  };
  const outcomes: string[] = [];
  for (let index = 0; index < 60; index += 1) outcomes.push(await settle("r"));
  const resent = outcomes.filter((outcome) => outcome.includes("resent")).length;
  expect(resent).toBeGreaterThanOrEqual(8);
  expect(resent).toBeLessThanOrEqual(9);
  await settle("r2");
  expect(await settle("r2")).toBe("reused,resent,connect");
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
