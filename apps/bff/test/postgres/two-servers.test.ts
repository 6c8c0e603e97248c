import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckEventView } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../../src/log.ts";
import { startServer, type Started } from "../../src/start.ts";
import { createClient, type Client } from "../support/client.ts";
import { ownerInput, publicUrl } from "../support/harness.ts";
import {
  startTestDatabases,
  type TestDatabase,
  type TestDatabases,
} from "../support/postgres-databases.ts";
import {
  acmeParams,
  addRegistry,
  awaitCheck,
  eventsIn,
  startRegistry,
} from "../support/registry.ts";
import { shownToken } from "../support/worker.ts";

const org = { params: acmeParams };
let databases: TestDatabases;
let database: TestDatabase;
let registry: FakeRegistry;
let folder: string;
let servers: Started[];
/** One person's browser, once on each server, with one session. */
let here: Client;
let there: Client;

beforeAll(async () => {
  databases = await startTestDatabases();
  database = await databases.takeEmpty();
  registry = await startRegistry("standard-token");
  folder = await mkdtemp(join(tmpdir(), "berth-two-"));
  const start = () =>
    startServer({
      env: {
        BERTH_PORT: "0",
        BERTH_DATABASE_URL: database.url,
        BERTH_PUBLIC_URL: publicUrl.origin,
        BERTH_SETUP_TOKEN: ownerInput.token,
        BERTH_OUTBOUND_ALLOW: `${registry.host};http,${new URL(database.url).host};http`,
        BERTH_KEY: `file:${join(folder, "berth.key")}`,
      },
      cwd: folder,
      log: createLogger({ destination: { write: () => {} } }),
      onBroken: () => {},
    });
  servers = await Promise.all([start(), start()]);
  [here, there] = servers.map(({ port }) => clientOf(port)) as [Client, Client];
  await here.ok("POST /setup", { body: ownerInput });
  shareSession(here, there);
}, 60_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await database.drop();
  await databases.dispose();
  await registry.close();
  await rm(folder, { recursive: true });
});

/** Reaches one of the servers under the address that both have towards people. */
function clientOf(port: number, token: string | null = null): Client {
  const request = (url: string, init: RequestInit) =>
    fetch(url.replace(publicUrl.origin, `http://127.0.0.1:${port}`), init);
  return createClient({ request }, publicUrl, token);
}

function shareSession(from: Client, to: Client): void {
  for (const [name, value] of from.cookies) to.cookies.set(name, value);
}

async function addWorker(): Promise<{ id: string; workers: Client[] }> {
  const created = await here.ok("POST /organizations/{org}/worker-tokens", {
    ...org,
    body: { name: "pool", project: { kind: "any" }, expiresInDays: 1 },
  });
  const token = shownToken(created);
  return {
    id: created.workerToken.id,
    workers: servers.map(({ port }) => clientOf(port, token)),
  };
}

test("no admin reaches the database through the server, whatever the operator has opened", async () => {
  const { host } = new URL(database.url);
  const key = "POST /organizations/{org}/outbound-policy/trial";
  expect(await here.ok(key, { ...org, body: { host } })).toMatchObject({
    verdict: "refused",
    rule: "address",
  });
});

test("R-17: what one server changes, the next request to the other one sees", async () => {
  const { id: tokenId, workers } = await addWorker();
  const [one, other] = workers as [Client, Client];
  const image = `${registry.host}/team/app:1`;
  const pull = (worker: Client) => worker.call("POST /worker/pulls", { body: { image } });
  const outcome = async (worker: Client) =>
    ((await (await pull(worker)).json()) as { outcome?: string; reason?: string | null }).outcome;
  for (const worker of workers) expect(await outcome(worker)).toBe("anonymous");

  const added = await addRegistry(here, registry);
  expect(await outcome(other)).toBe("credential");
  expect(await outcome(one)).toBe("credential");

  const item = { params: { ...acmeParams, id: added.id } };
  const paused = await there.ok("POST /organizations/{org}/registries/{id}/pause", {
    ...item,
    body: { version: added.version },
  });
  for (const worker of workers) expect(await outcome(worker)).toBe("refused");
  await here.ok("POST /organizations/{org}/registries/{id}/resume", {
    ...item,
    body: { version: paused.registry.version },
  });
  for (const worker of workers) expect(await outcome(worker)).toBe("credential");

  await there.ok("DELETE /organizations/{org}/worker-tokens/{id}", {
    params: { ...acmeParams, id: tokenId },
  });
  for (const worker of workers) expect((await pull(worker)).status).toBe(401);
});

test("a check that one server runs is watched and stopped at the other one", async () => {
  const { registries } = await here.ok("GET /organizations/{org}/registries", org);
  const registryId = registries[0]?.id ?? "";
  const start = async () => {
    const body = { subject: "registry" as const, registryId, image: `${registry.host}/team/app:1` };
    return (await here.ok("POST /organizations/{org}/checks", { ...org, body })).check;
  };
  const watched = await awaitCheck(there, (await start()).id);
  expect(watched).toMatchObject({ status: "finished", diagnosis: { outcome: "ok" } });

  const { id } = await start();
  const stop = await there.call("POST /organizations/{org}/checks/{id}/cancel", {
    params: { ...acmeParams, id },
  });
  // It may have ended in this very moment.
  expect([200, 409]).toContain(stop.status);
  expect((await awaitCheck(here, id)).status).not.toBe("running");
});

test("the steps of a check that one server runs come live at the other one, which stops it", async () => {
  const { registries } = await here.ok("GET /organizations/{org}/registries", org);
  const registryId = registries[0]?.id ?? "";
  const image = `${registry.host}/scenario/slow:1`;
  const body = { subject: "registry" as const, registryId, image };
  const { check } = await here.ok("POST /organizations/{org}/checks", { ...org, body });
  const item = { params: { ...acmeParams, id: check.id } };

  const waiting = await readUntil(await watch(""), '"step":"challenge","status":"started"');
  const events = eventsIn(waiting);
  expect(events.map(({ data }) => (data as CheckEventView).kind)).not.toContain("finished");
  expect(waiting).toContain('"step":"connect"');
  const seen = events.at(-1)?.id ?? 0;
  expect(seen).toBeGreaterThan(0);

  const seenThere = await there.ok("GET /organizations/{org}/registries", org);
  expect(seenThere.registries.find(({ id }) => id === registryId)?.health.state).toBe("checking");
  const resumed = await watch(String(seen));
  const run = await here.call("GET /organizations/{org}/checks/{id}/events", item);
  const stoppedAt = Date.now();
  const stopped = await there.ok("POST /organizations/{org}/checks/{id}/cancel", item);
  expect(stopped.check.status).toBe("cancelled");
  const rest = eventsIn(await resumed.text());
  expect(rest.map(({ data }) => (data as CheckEventView).kind)).toEqual(["finished"]);
  expect((await awaitCheck(here, check.id)).status).toBe("cancelled");
  // The registry never answers: left alone, the server that asks it would wait for many seconds more.
  expect(eventsIn(await run.text()).at(-1)?.data).toMatchObject({
    kind: "finished",
    check: { status: "cancelled" },
  });
  expect(Date.now() - stoppedAt).toBeLessThan(4_000);

  function watch(lastEventId: string): Promise<Response> {
    const headers = lastEventId === "" ? {} : { headers: { "last-event-id": lastEventId } };
    return there.call("GET /organizations/{org}/checks/{id}/events", { ...item, ...headers });
  }
});

/** What a stream says up to a text; then nobody listens any more. */
async function readUntil(answer: Response, text: string): Promise<string> {
  let read = "";
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) {
    read += decoder.decode(part as Uint8Array, { stream: true });
    // Whole events only.
    if (read.includes(text) && read.endsWith("\n\n")) return read;
  }
  throw new Error(`the stream ended without ${text}: ${read}`);
}

test("R-17: a demotion, and an ended session, count at the other server at once", async () => {
  const { user } = await here.ok("GET /session", {});
  const list = () => there.call("GET /organizations/{org}/worker-tokens", org);
  expect((await list()).status).toBe(200);
  await database.run("update member set role = 'member' where user_id = $1", [user.id]);
  expect((await list()).status).toBe(403);
  await database.run("update member set role = 'owner' where user_id = $1", [user.id]);
  expect((await list()).status).toBe(200);
  await here.ok("POST /sign-out", {});
  expect((await list()).status).toBe(401);
});

test("S-15: guesses count together, whichever server they come to", async () => {
  const { email } = ownerInput;
  const clients = servers.map(({ port }) => clientOf(port));
  const guess = (n: number) =>
    (clients[n % 2] as Client).call("POST /sign-in", {
      body: { email, password: "wrong wrong wrong" },
    });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => guess(n)));
  const reached = answers.filter(({ status }) => status !== 429);
  expect(reached).toHaveLength(5);
  for (const client of clients) {
    const held = await client.call("POST /sign-in", {
      body: { email, password: "wrong again and" },
    });
    expect(held.status).toBe(429);
    expect(Number(held.headers.get("retry-after"))).toBeGreaterThan(0);
  }
});
