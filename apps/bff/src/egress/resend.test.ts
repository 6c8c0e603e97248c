import type { Socket } from "node:net";
import type { TransportRequest } from "@berth/registry-client";
import { beforeAll, expect, test, vi } from "vitest";
import { createAuthority } from "./testing/certificates.ts";
import type { Authority } from "./testing/certificates.ts";
import { answer, listenRaw, listenTls } from "./testing/loopback-server.ts";
import type { LoopbackServer } from "./testing/loopback-server.ts";
import { useEgress } from "./testing/use-egress.ts";

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const { connectTo, via, one } = useEgress();

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
