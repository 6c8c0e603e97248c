import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLoadMeter, type LoadMeter } from "../src/http/middleware/shed-load.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, startRegistry } from "./support/registry.ts";
import { answersOn, comparable, startTwoWays, type Way } from "./support/two-ways-in.ts";
import { addWorker } from "./support/worker.ts";

const path = "/api/v1/worker/pulls";
const ways: readonly Way[] = ["hono", "direct"];

let registry: FakeRegistry;
let acme: Acme;
let server: Awaited<ReturnType<typeof startTwoWays>>;
let token: string;
let full = false;

beforeAll(async () => {
  registry = await startRegistry("standard-token");
  const meter = createLoadMeter();
  const load: LoadMeter = { ...meter, enter: (kind, wait) => !full && meter.enter(kind, wait) };
  acme = await startAcme({ allow: [registry.host], load });
  await addRegistry(acme.owner, registry);
  ({ token } = await addWorker(acme));
  server = await startTwoWays(acme);
});
afterAll(async () => {
  await server.close();
  await acme.close();
  await registry.close();
});

type Sent = {
  method?: string;
  path?: string;
  headers?: Record<string, string | null>;
  /** More lines of the head, as they are. */
  lines?: readonly string[];
  body?: string;
  version?: string;
};

function encode({
  method = "POST",
  path: at = path,
  headers = {},
  lines = [],
  body = good(),
  version = "1.1",
}: Sent) {
  const all: Record<string, string | null> = {
    host: "127.0.0.1:8080",
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const head = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return `${[`${method} ${at} HTTP/${version}`, ...head, ...lines].join("\r\n")}\r\n\r\n${body}`;
}

const good = () => JSON.stringify({ image: `${registry.host}/team/app:1` });

/** What each way answers to the same bytes, what it wrote into the log, and how many pulls it recorded. */
async function both(bytes: string, answers = 1) {
  const seen = [];
  for (const way of ways) {
    const from = { taken: server.taken(), log: acme.logText().length, rows: rowCount() };
    const socket = await server.connect(way);
    socket.write(bytes);
    const text = comparable(await answersOn(socket, answers));
    socket.destroy();
    const log = lineFacts(acme.logText().slice(from.log));
    seen.push({ text, log, recorded: rowCount() - from.rows, taken: server.taken() - from.taken });
  }
  const [hono, direct] = seen;
  if (hono === undefined || direct === undefined) throw new Error("nothing was asked");
  return { hono, direct };
}

const rowCount = () => Number(acme.rows("select count(*) as n from pull")[0]?.["n"]);

/** The lines of one request, without its id and times. */
function lineFacts(log: string): unknown[] {
  return log
    .split("\n")
    .filter((line) => line.includes('"msg":"request"'))
    .map((line) => {
      const {
        time: _time,
        requestId,
        durationMs: _ms,
        ...facts
      } = JSON.parse(line) as Record<string, unknown>;
      return { ...facts, named: String(requestId).startsWith("req_") };
    });
}

async function same(sent: Sent, status: number, taken: boolean) {
  const { hono, direct } = await both(encode(sent));
  expect(hono.text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(direct.text).toBe(hono.text);
  expect(direct.log).toEqual(hono.log);
  expect(direct.recorded).toBe(hono.recorded);
  expect([hono.taken, direct.taken]).toEqual([0, taken ? 1 : 0]);
  return direct;
}

test("a pull is answered, recorded and logged alike, whether it is handed out, refused or nobody's", async () => {
  // The first one fetches what both are given afterwards.
  await both(encode({}));
  const handedOut = await same({}, 201, true);
  expect(handedOut).toMatchObject({ recorded: 1, log: [{ status: 201, route: path }] });
  expect(handedOut.text).toContain('"registryToken"');
  for (const header of [
    "content-security-policy",
    "x-content-type-options",
    "cache-control: no-store",
  ]) {
    expect(handedOut.text).toContain(`\r\n${header}`);
  }
  await same({ body: JSON.stringify({ image: "nginx", carrier: "kubelet" }) }, 201, true);
  await same({ body: JSON.stringify({ image: "nginx", project: "none" }) }, 201, true);
  await same({ body: JSON.stringify({ image: "Not An Image!" }) }, 201, true);
  await same({ headers: { "content-type": 'Application/JSON; charset="utf-8"' } }, 201, true);
  const pattern = JSON.stringify({ pattern: `${registry.host}/*`, carrier: "docker-helper" });
  await same({ path: "/api/v1/worker/pattern-credentials", body: pattern }, 201, true);
});

test("what is asked for again under one key is one pull on either way", async () => {
  const headers = { "idempotency-key": "3f0e8f0c" };
  const first = await both(encode({ headers }));
  expect([first.hono.recorded, first.direct.recorded]).toEqual([1, 0]);
  expect(first.direct.text).toBe(first.hono.text);
  await same({ headers, body: JSON.stringify({ image: "nginx" }) }, 422, true);
  await same({ headers: { "idempotency-key": '"' } }, 400, true);
});

test("who may not ask is refused alike, before anything else is looked at", async () => {
  await same({ headers: { authorization: null } }, 401, true);
  await same({ headers: { authorization: "Bearer nonsense" }, body: "no JSON" }, 401, true);
  await same({ headers: { authorization: `Basic ${token}` } }, 401, true);
  await same({ headers: { authorization: `bearer  ${token}` } }, 401, true);
  await same({ lines: [`authorization: Bearer ${token}`] }, 401, false);
  const elsewhere = await addWorker(acme, null, { networks: ["10.1.0.0/16"] });
  const asks = { authorization: `Bearer ${elsewhere.token}` };
  await same({ headers: asks }, 403, true);
  const patterns = await addWorker(acme, null, { actions: ["read-patterns"] });
  await same({ headers: { authorization: `Bearer ${patterns.token}` } }, 403, true);
  const revoked = await addWorker(acme);
  const headers = { authorization: `Bearer ${revoked.token}` };
  await same({ headers }, 201, true);
  await acme.owner.ok("DELETE /organizations/{org}/worker-tokens/{id}", {
    params: { ...org, id: revoked.id },
  });
  expect((await same({ headers }, 401, true)).recorded).toBe(0);
});

test("what can't be read is refused alike", async () => {
  await same({ body: "{" }, 400, true);
  await same({ body: "" }, 400, true);
  await same({ body: "\xff\xfe" }, 400, true);
  await same({ body: "[".repeat(40) }, 400, true);
  await same({ body: "null" }, 422, true);
  await same({ body: "{}" }, 422, true);
  await same({ body: JSON.stringify({ image: "nginx", more: 1 }) }, 422, true);
  await same({ body: JSON.stringify({ image: "n".repeat(3000) }) }, 422, true);
  await same({ headers: { "content-type": "text/plain" } }, 415, false);
  await same({ headers: { "content-type": null } }, 415, false);
  await same({ headers: { "content-length": "300000" }, body: "" }, 413, false);
  await same({ headers: { host: "two words" } }, 400, false);
  await same({ headers: { host: null } }, 400, false);
  await same({ headers: { "if-match": '"1"' } }, 400, false);
  const empty = await same({ headers: { "content-length": null }, body: "" }, 400, false);
  expect(empty.recorded).toBe(0);
});

test("what isn't quite a pull goes the way of all requests", async () => {
  for (const method of ["GET", "PUT", "DELETE", "OPTIONS"]) {
    await same({ method, body: "", headers: { "content-length": null } }, 405, false);
  }
  const headOnly = { "content-length": null, connection: "close" };
  await same({ method: "HEAD", body: "", headers: headOnly }, 405, false);
  await same({ path: `${path}?image=nginx` }, 422, false);
  await same({ path: `${path}/` }, 404, false);
  await same({ path: "/api/v1//worker/pulls" }, 400, false);
  await same({ path: "/api/v1/worker/pull%73" }, 201, false);
  const chunked = { "content-length": null, "transfer-encoding": "chunked" };
  const body = `${good().length.toString(16)}\r\n${good()}\r\n0\r\n\r\n`;
  await same({ headers: chunked, body }, 201, false);
  const { hono, direct } = await both(encode({ headers: { expect: "100-continue" } }));
  expect(direct.text).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /);
  expect(direct.text).toBe(hono.text);
});

test("several requests on one connection are answered in their order, and it ends where it is asked to", async () => {
  const one = encode({});
  const bad = encode({ body: "{" });
  const other = encode({
    path: "/livez",
    method: "GET",
    body: "",
    headers: { "content-length": null },
  });
  const close = encode({ headers: { connection: "close" } });
  const { hono, direct } = await both([one, bad, other, one, close].join(""), 5);
  expect(direct.text).toBe(hono.text);
  expect(direct.taken).toBe(4);
  expect([...direct.text.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status)).toEqual([
    "201",
    "400",
    "200",
    "201",
    "201",
  ]);
});

test("a body that comes late is waited for, one that breaks off is none, and a stranger's is not waited for", async () => {
  for (const way of ways) {
    const socket = await server.connect(way);
    const [head = "", body = ""] = encode({}).split(/(?<=\r\n\r\n)/);
    socket.write(head + body.slice(0, 5));
    await wait(20);
    socket.write(body.slice(5, 9));
    await wait(20);
    socket.write(body.slice(9));
    expect(await answersOn(socket, 1)).toMatch(/^HTTP\/1.1 201 /);
    const from = acme.logText().length;
    socket.write(head + body.slice(0, 5));
    await wait(20);
    socket.destroy();
    await expect
      .poll(() => lineFacts(acme.logText().slice(from)), { timeout: 5_000, interval: 20 })
      .toMatchObject([{ status: 400, route: path }]);

    const stranger = await server.connect(way);
    const unknown = { authorization: "Bearer nonsense", "content-length": "500" };
    stranger.write(encode({ headers: unknown, body: "" }));
    expect(await answersOn(stranger, 1)).toMatch(/^HTTP\/1.1 401 /);
    stranger.destroy();
  }
});

test("a worker that goes away before it is answered leaves its pull in the record and the server as it was", async () => {
  const pulls = acme.store.pulls;
  const record = pulls.record.bind(pulls);
  try {
    for (const way of ways) {
      const from = rowCount();
      const socket = await server.connect(way);
      const gone = once(socket, "close");
      pulls.record = async (pull) => {
        socket.destroy();
        await gone;
        await record(pull);
      };
      socket.write(encode({}));
      await gone;
      await expect.poll(() => rowCount() - from, { timeout: 5_000, interval: 20 }).toBe(1);
    }
  } finally {
    pulls.record = record;
  }
  await same({}, 201, true);
});

test("with too much to do it is refused alike, and room is there again afterwards", async () => {
  full = true;
  const { text } = await same({}, 503, true);
  expect(text).toContain("\r\nretry-after: 1\r\n");
  full = false;
  await same({}, 201, true);
});

test("where the record can't be written nothing is handed out on either way", async () => {
  const pulls = acme.store.pulls;
  const record = pulls.record.bind(pulls);
  pulls.record = () => Promise.reject(new Error("disk"));
  try {
    const { text } = await same({}, 500, true);
    expect(text).not.toContain("registryToken");
  } finally {
    pulls.record = record;
  }
});

test("an expired token is unknown, and a server that is about to end asks its clients to come back elsewhere", async () => {
  acme.advance(31 * 86_400_000);
  await same({}, 401, true);
  server.drain();
  const { text } = await same({}, 401, true);
  expect(text).toContain("\r\nconnection: close\r\n");
});
