import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadLimits } from "../src/http/middleware/shed-load.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as params } from "./support/registry.ts";
import { answersOn, startTwoWays, type Way } from "./support/two-ways-in.ts";
import { addWorker } from "./support/worker.ts";

/** Longer than a body may take before who sends it is looked at again. */
const lateMs = 700;

let acme: Acme;
let server: Awaited<ReturnType<typeof startTwoWays>>;
beforeAll(async () => {
  acme = await startAcme();
  server = await startTwoWays(acme);
});
afterAll(async () => {
  await server.close();
  await acme.close();
});

const ours = { origin: "http://127.0.0.1:8080", "x-berth-request": "1" };

type Headers = Record<string, string>;

/** Sends all of a request but the last byte of its body. */
async function begun(way: Way, path: string, headers: Headers, body: string) {
  const socket = await server.connect(way);
  const head = {
    host: "127.0.0.1:8080",
    "content-type": "application/json",
    "content-length": String(body.length),
    ...headers,
  };
  const lines = Object.entries(head).map(([name, text]) => `${name}: ${text}`);
  socket.write(`${[`POST ${path} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n${body.slice(0, -1)}`);
  return socket;
}

/** The same for so long that it is late; what is given back sends the last byte and reads the answer. */
async function held(way: Way, path: string, headers: Headers, value: object) {
  const body = JSON.stringify(value);
  const socket = await begun(way, path, headers, body);
  await wait(lateMs);
  return async () => {
    socket.write(body.slice(-1));
    const answer = await answersOn(socket, 1);
    socket.destroy();
    return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
  };
}

test("who is taken out of an organization while the body comes can change nothing with it", async () => {
  const admin = await acme.as("admin");
  const { user } = await admin.ok("GET /session", {});
  const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const go = await held(
    "direct",
    "/api/v1/organizations/acme/invitations",
    { ...ours, cookie },
    { email: "another-of-mine@example.com", role: "member" },
  );
  await acme.owner.ok("DELETE /organizations/{org}/members/{id}", {
    params: { ...params, id: user.id },
  });
  expect(await go()).toBe(404);
  expect(acme.rows("select id from invitation")).toEqual([]);
});

test("a worker token that is revoked while the body comes gets nothing, either way in", async () => {
  for (const way of ["hono", "direct"] as const) {
    const { id, token } = await addWorker(acme);
    const go = await held(
      way,
      "/api/v1/worker/pulls",
      { authorization: `Bearer ${token}` },
      { image: "registry.example/team/app:1" },
    );
    await acme.owner.ok("DELETE /organizations/{org}/worker-tokens/{id}", {
      params: { ...params, id },
    });
    expect(await go()).toBe(401);
  }
  expect(acme.rows("select id from pull")).toEqual([]);
});

test("strangers whose bodies never come keep nobody out", async () => {
  const many = loadLimits.console.underWayMax + 8;
  const sockets = await Promise.all(
    Array.from({ length: many }, () => begun("hono", "/api/v1/sign-in", ours, "{}")),
  );
  await wait(lateMs);
  const [socket] = sockets;
  const options = await fetch(`http://127.0.0.1:${socket?.remotePort}/api/v1/sign-in-options`);
  expect(options.status).toBe(200);
  // One that comes after all is looked at like any other.
  socket?.write("}");
  expect(socket === undefined ? "" : await answersOn(socket, 1)).toMatch(/^HTTP\/1\.1 422 /);
  for (const one of sockets) one.destroy();
});
