import type { PullFilter, WorkerPullReport } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  getRegistry,
  runCheck,
  startRegistry,
} from "./support/registry.ts";
import { addProject, addWorker, personId } from "./support/worker.ts";

let token: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  token = await startRegistry("standard-token");
});
afterAll(() => token.close());
beforeEach(async () => {
  acme = await startAcme({ allow: [token.host] });
});
afterEach(() => acme.close());

async function ask(worker: Client, image: string): Promise<string> {
  return (await worker.ok("POST /worker/pulls", { body: { image } })).pull;
}

async function pulled(
  worker: Client,
  image: string,
  report: Partial<WorkerPullReport> = {},
): Promise<string> {
  const id = await ask(worker, image);
  await worker.ok("PATCH /worker/pulls/{id}", {
    params: { id },
    body: { status: "succeeded", ...report },
  });
  return id;
}

const list = (query: PullFilter & { head?: string; limit?: number }, client = acme.owner) =>
  client.ok("GET /organizations/{org}/pulls", { params: org, query });
const detail = async (id: string) =>
  (await acme.owner.ok("GET /organizations/{org}/pulls/{id}", { params: { ...org, id } })).pull;

test("a list stays as it was, and says how many came since", async () => {
  const { worker } = await addWorker(acme);
  await ask(worker, "alpine:1");
  await ask(worker, "alpine:2");
  const first = await list({ limit: 1 });
  expect(first).toMatchObject({ newer: 0, pulls: [{ image: "alpine:2" }] });
  await ask(worker, "alpine:3");
  const head = first.head ?? "";
  expect(await list({ limit: 1, head })).toMatchObject({
    newer: 1,
    head,
    next: first.next,
    pulls: [{ image: "alpine:2" }],
  });
  expect((await list({ head, image: "busybox" })).newer).toBe(0);
});

test("a registry tells what last worked with it, and what did not, by check or by pull", async () => {
  const registry = await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const image = `${token.host}/team/app:1`;
  const last = () =>
    acme.owner.ok("GET /organizations/{org}/registries/{id}/last-results", {
      params: { ...org, id: registry.id },
    });
  expect(await last()).toMatchObject({ success: null, failure: null });

  const check = (of: string) =>
    runCheck(acme.owner, { subject: "registry", registryId: registry.id, image: of });
  const { id } = await check(image);
  const success = { kind: "check", id, image, by: { kind: "person", name: "Aino Karhu" } };
  expect(await last()).toMatchObject({ success, failure: null });

  const missing = await check(`${token.host}/team/missing:1`);
  const reason = missing.diagnosis?.symptom;
  expect(await last()).toMatchObject({
    success,
    failure: { kind: "check", id: missing.id, reason },
  });

  const pull = await pulled(worker, image, { status: "failed", error: "connection reset" });
  const by = { kind: "worker", name: "gpu-3" };
  expect(await last()).toMatchObject({
    success,
    failure: { kind: "pull", id: pull, image, by, reason: "connection reset" },
  });
  // Berth's own refusal is no attempt with the credential.
  const { version } = await getRegistry(acme.owner, registry.id);
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id: registry.id },
    body: { version },
  });
  await ask(worker, image);
  expect((await last()).failure).toMatchObject({ id: pull });
});

test("every filter narrows, and time counts back from now", async () => {
  const registry = await addRegistry(acme.owner, token);
  const { worker, id: tokenId } = await addWorker(acme);
  const old = await pulled(worker, `${token.host}/team/app:1`, { durationMs: 4000 });
  acme.pass(2 * 3_600_000);
  const uncovered = await pulled(worker, "alpine", { durationMs: 500 });
  const ids = async (filter: PullFilter) => (await list(filter)).pulls.map(({ id }) => id);
  expect(await ids({})).toEqual([uncovered, old]);
  expect(await ids({ within: "1h" })).toEqual([uncovered]);
  expect(await ids({ within: "24h" })).toEqual([uncovered, old]);
  expect(await ids({ registry: registry.id })).toEqual([old]);
  expect(await ids({ credential: "unmatched" })).toEqual([uncovered]);
  expect(await ids({ credential: "handed-out" })).toEqual([old]);
  expect(await ids({ workerToken: tokenId, overMs: 3999 })).toEqual([old]);
  const { at } = await detail(uncovered);
  expect(await ids({ from: at })).toEqual([uncovered]);
  expect(await ids({ to: at })).toEqual([old]);
});

test("a member filters and counts among the pulls of their own projects only", async () => {
  const member = await acme.as("member");
  const mine = await addProject(acme.owner, "mine", { memberIds: [await personId(member)] });
  const { worker: theirs } = await addWorker(acme, await addProject(acme.owner, "theirs"));
  const { worker } = await addWorker(acme, mine);
  await ask(worker, "alpine:1");
  const { head } = await list({}, member);
  await ask(theirs, "alpine:2");
  expect(await list({ head: head ?? "" }, member)).toMatchObject({ newer: 0, pulls: [{}] });
  const hidden = (await list({ image: "alpine:2" })).pulls[0]?.id ?? "";
  const refused = await member.refused("GET /organizations/{org}/pulls/{id}", {
    params: { ...org, id: hidden },
  });
  expect(refused.status).toBe(404);
});

test("what a filter leaves goes into a file, and a member's file holds their own projects alone", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  await pulled(worker, `${token.host}/team/app:1`, { durationMs: 4000 });
  await ask(worker, "alpine:3");
  const file = async (query: string, client = acme.owner) =>
    (await client.send("GET", `/api/v1/organizations/${org.org}/pull-export?${query}`)).text();
  const everything = JSON.parse(await file("format=json")) as { pulls: unknown[] };
  expect(everything.pulls).toEqual((await list({})).pulls);

  const lines = (await file("format=csv&status=succeeded")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(2);
  const columns = (lines[0] ?? "").split(",");
  const cells = (lines[1] ?? "").split(",");
  expect(cells[columns.indexOf("Image")]).toBe(`${token.host}/team/app:1`);
  expect(cells[columns.indexOf("Duration (ms)")]).toBe("4000");

  const own = JSON.parse(await file("format=json", await acme.as("member"))) as {
    pulls: unknown[];
  };
  expect(own.pulls).toEqual([]);
});

test("a failed pull is diagnosed in the user's own names, a refused one by its reason", async () => {
  const registry = await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const failed = await ask(worker, `${token.host}/team/app:9`);
  await worker.ok("PATCH /worker/pulls/{id}", {
    params: { id: failed },
    body: { status: "failed", error: "manifest unknown" },
  });
  expect(await detail(failed)).toMatchObject({
    diagnosis: {
      code: "NOT-FOUND",
      symptom: "The registry has nothing under `9` in `team/app`.",
    },
    error: "manifest unknown",
    finishedAt: expect.any(String),
  });
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id: registry.id },
    body: { version: registry.version },
  });
  const refused = await detail(await ask(worker, `${token.host}/team/app:1`));
  expect(refused.diagnosis).toMatchObject({ code: "CRED-PAUSED", symptom: refused.message });
});

test("a pull that waited for a rate limit is slow at once, others once it is known what is usual", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const image = `${token.host}/team/app:1`;
  const limited = await pulled(worker, image, {
    durationMs: 9000,
    timing: { rateLimitedMs: 4000, manifestMs: 4100 },
  });
  expect(await detail(limited)).toMatchObject({
    slow: "rate-limit",
    usualMs: null,
    timing: { rateLimitedMs: 4000, manifestMs: 4100 },
    diagnosis: { code: "SLOW-RATE-LIMIT", outcome: "rate_limited" },
  });
  const early = await pulled(worker, image, { durationMs: 60_000 });
  expect(await detail(early)).toMatchObject({ slow: null, diagnosis: null });
  for (let index = 0; index < 40; index += 1) {
    await pulled(worker, image, { durationMs: 1000 + index });
  }
  const slow = await pulled(worker, `${token.host}/team/app:2`, { durationMs: 20_000 });
  expect(await detail(slow)).toMatchObject({ slow: "unknown", usualMs: 1039 });
  const other = await pulled(worker, `${token.host}/team/train:2`, { durationMs: 20_000 });
  expect((await detail(other)).slow).toBeNull();
  expect((await list({ slow: "true" })).pulls.map(({ id }) => id)).toEqual([slow, limited]);
});

test("what takes the credential to the client is kept with the pull", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  await worker.ok("POST /worker/pulls", {
    body: { image: `${token.host}/team/app:1`, carrier: "kubelet" },
  });
  await worker.ok("POST /worker/pattern-credentials", {
    body: { pattern: `${token.host}/*`, carrier: "docker-helper" },
  });
  await ask(worker, "alpine");
  expect((await list({})).pulls.map(({ carrier }) => carrier)).toEqual([
    "pull",
    "docker-helper",
    "kubelet",
  ]);
});

const count = (query: PullFilter = {}, client = acme.owner) =>
  client.ok("GET /organizations/{org}/pull-counts", { params: org, query });

test("pulls are counted by day without gaps, by hour for a short time, and for a member their own", async () => {
  const member = await acme.as("member");
  const mine = await addProject(acme.owner, "mine", { memberIds: [await personId(member)] });
  const { worker } = await addWorker(acme, mine);
  const { worker: others } = await addWorker(acme);
  await pulled(worker, "alpine:1");
  await ask(others, "alpine:2");
  acme.pass(3 * 86_400_000);
  const id = await ask(worker, "alpine:3");
  await worker.ok("PATCH /worker/pulls/{id}", { params: { id }, body: { status: "failed" } });
  const all = await count();
  expect(all.unit).toBe("day");
  expect(all.slots).toHaveLength(30);
  expect(all.slots.at(-1)).toMatchObject({ succeeded: 0, failed: 1, refused: 0, open: 0 });
  expect(all.slots.at(-4)).toMatchObject({ succeeded: 1, failed: 0, refused: 0, open: 1 });
  expect(all.slots.at(-1)?.at).toMatch(/T00:00:00.000Z$/);
  expect((await count({}, member)).slots.at(-4)).toMatchObject({ succeeded: 1, open: 0 });
  const short = await count({ within: "24h", status: "failed" });
  expect(short.unit).toBe("hour");
  expect([24, 25]).toContain(short.slots.length);
  expect(short.slots.at(-1)?.failed).toBe(1);
  const years = await count({ from: "2001-01-01T00:00:00.000Z" });
  expect([90, 91]).toContain(years.slots.length);
});

test("a registry says who pulled with it, to those who investigate", async () => {
  const registry = await addRegistry(acme.owner, token);
  const project = await addProject(acme.owner, "train");
  const { worker } = await addWorker(acme, project);
  await pulled(worker, `${token.host}/team/app:1`);
  await pulled(worker, "alpine");
  const params = { ...org, id: registry.id };
  const usage = await acme.owner.ok("GET /organizations/{org}/registries/{id}/usage", { params });
  expect(usage).toEqual({
    days: 30,
    projects: [
      {
        project: { id: project.id, name: "train", ownerKind: "organization" },
        pulls: 1,
        failed: 0,
        lastPullAt: expect.any(String),
      },
    ],
  });
  const missing = { params: { ...org, id: "reg_none" } };
  expect(
    (await acme.owner.refused("GET /organizations/{org}/registries/{id}/usage", missing)).status,
  ).toBe(404);
  const member = await acme.as("member");
  expect(
    (await member.refused("GET /organizations/{org}/registries/{id}/usage", { params })).status,
  ).toBe(403);
});

test("an admin says how long pulls are kept, everybody may know, and it is written down", async () => {
  const { worker } = await addWorker(acme);
  const old = await ask(worker, "alpine:1");
  const kept = await ask(worker, "alpine:2");
  acme.sql("update pull set at = at - ? where id = ?", 11 * 86_400_000, old);
  const get = (client: Client) =>
    client.ok("GET /organizations/{org}/pull-retention", { params: org });
  const member = await acme.as("member");
  expect(await get(member)).toEqual({ keptDays: 90 });
  const set = (client: Client, keptDays: number) =>
    client.call("PUT /organizations/{org}/pull-retention", { params: org, body: { keptDays } });
  expect((await set(member, 10)).status).toBe(403);
  expect((await set(acme.owner, 6)).status).toBe(422);
  expect((await set(acme.owner, 10)).status).toBe(200);
  expect(await get(member)).toEqual({ keptDays: 10 });
  expect(await acme.store.pulls.prune({ now: acme.deps.clock(), usualDays: 90, limit: 10 })).toBe(
    1,
  );
  expect((await list({})).pulls.map(({ id }) => id)).toEqual([kept]);
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { action: "organization.set-pull-retention" },
  });
  expect(events).toMatchObject([
    { changes: [{ field: "keptDays", before: 90, after: 10 }], object: { kind: "organization" } },
  ]);
});
