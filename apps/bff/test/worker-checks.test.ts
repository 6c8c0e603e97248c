import type { RouteBody } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { workerChecksPerHourMax } from "../src/services/create-deps.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  getRegistry,
  runCheck,
  startRegistry,
} from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

let registry: FakeRegistry;
let acme: Acme;
beforeAll(async () => {
  registry = await startRegistry("standard-token");
});
afterAll(() => registry.close());
beforeEach(async () => {
  acme = await startAcme({ allow: [registry.host] });
});
afterEach(() => acme.close());

const image = () => `${registry.host}/team/app:1`;
const seen = (
  over: Partial<RouteBody<"POST /worker/checks">> = {},
): RouteBody<"POST /worker/checks"> => ({
  image: image(),
  durationMs: 1200,
  requests: 3,
  steps: [
    { step: "dns", status: "failed", text: "No such name here.", durationMs: 3, evidence: [] },
  ],
  diagnosis: {
    code: "DNS-NONE",
    outcome: "unreachable",
    confidence: "certain",
    symptom: "The name doesn't exist in DNS.",
    causes: ["A private zone."],
    remedies: ["Ask the network's owner."],
  },
  digest: null,
  ...over,
});

test("what a worker saw stands beside the server's own check, and leaves the registry's health alone", async () => {
  const saved = await addRegistry(acme.owner, registry);
  await runCheck(acme.owner, { subject: "registry", registryId: saved.id, image: image() });
  const { worker, id: token } = await addWorker(acme);
  const { check } = await worker.ok("POST /worker/checks", { body: seen() });
  const one = await acme.owner.ok("GET /organizations/{org}/checks/{id}", {
    params: { ...org, id: check.id },
  });
  expect(one.check).toMatchObject({
    image: image(),
    subject: "registry",
    status: "finished",
    registry: { id: saved.id },
    runFrom: { worker: { id: token, name: "gpu-3" } },
    startedBy: null,
    durationMs: 1200,
    diagnosis: { code: "DNS-NONE" },
    steps: [{ step: "dns", text: "No such name here." }],
  });
  const { checks } = await acme.owner.ok("GET /organizations/{org}/checks", {
    params: org,
    query: { registry: saved.id },
  });
  expect(new Set(checks.map(({ runFrom }) => runFrom))).toEqual(
    new Set(["server", { worker: { id: token, name: "gpu-3" } }]),
  );
  expect((await getRegistry(acme.owner, saved.id)).health.state).toBe("healthy");
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { object: saved.id, action: "registry.check" },
  });
  expect(events[0]).toMatchObject({ actor: { kind: "worker-token", id: token } });
});

test("a report that is sent again under its key is one check, and another under it is refused", async () => {
  const saved = await addRegistry(acme.owner, registry);
  const { worker } = await addWorker(acme);
  const send = (key: string, over: Parameters<typeof seen>[0] = {}, from = worker) =>
    from.call("POST /worker/checks", {
      body: seen(over),
      headers: { "idempotency-key": key },
    });
  const id = async (answer: Response) =>
    ((await answer.json()) as { check: { id: string } }).check.id;
  const answers = await Promise.all(["k-1", "k-1", "k-1"].map((key) => send(key)));
  const first = new Set(await Promise.all(answers.map(id)));
  expect(first.size).toBe(1);
  acme.advance(5_000);
  expect(await id(await send("k-1"))).toBe([...first][0]);
  const reused = await send("k-1", { image: `${registry.host}/team/other:1` });
  expect([reused.status, await reused.json()]).toMatchObject([
    422,
    { error: { code: "key_reused" } },
  ]);
  const stranger = await addWorker(acme, null, { name: "gpu-4" });
  expect(first).not.toContain(await id(await send("k-1", {}, stranger.worker)));
  expect(first).not.toContain(await id(await send("k-2")));
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { object: saved.id, action: "registry.check" },
  });
  expect(events).toHaveLength(3);
});

test("a worker's success is nothing a re-check may rest on", async () => {
  const saved = await addRegistry(acme.owner, registry);
  const { worker } = await addWorker(acme);
  const good = { ...seen().diagnosis, code: "OK", outcome: "ok" as const };
  await worker.ok("POST /worker/checks", {
    body: seen({ diagnosis: good, digest: `sha256:${"a".repeat(64)}` }),
  });
  expect(await acme.store.checks.lastWorked(acme.organizationId, saved.id)).toBeNull();
});

test("only who may check sends checks, within what the token may, and in the form of one", async () => {
  const mine = await addProject(acme.owner, "mine");
  await addProject(acme.owner, "other");
  const { worker: puller } = await addWorker(acme, null, { actions: ["pull"] });
  expect((await puller.call("POST /worker/checks", { body: seen() })).status).toBe(403);
  const { worker } = await addWorker(acme, mine, { projectIds: [mine.id] });
  const refused = await worker.refused("POST /worker/checks", { body: seen({ project: "other" }) });
  expect(refused).toMatchObject({ status: 422, issues: [{ path: "project" }] });
  const odd = await worker.refused("POST /worker/checks", { body: seen({ image: "https://x/Y" }) });
  expect(odd).toMatchObject({ status: 422, issues: [{ path: "image" }] });
  const more = { ...seen(), health: "healthy" } as never;
  expect((await worker.call("POST /worker/checks", { body: more })).status).toBe(422);
});

test("a check gets what a pull would get, and its record says so", async () => {
  await addRegistry(acme.owner, registry);
  const { worker } = await addWorker(acme);
  const answer = await worker.ok("POST /worker/pulls", {
    body: { image: image(), carrier: "check" },
  });
  expect(answer.credential).toHaveProperty("registryToken");
  const { pulls } = await acme.owner.ok("GET /organizations/{org}/pulls", {
    params: org,
    query: {},
  });
  expect(pulls).toMatchObject([{ carrier: "check", outcome: "credential" }]);
});

test("a token reports so many checks in an hour and no more, which another one doesn't feel", async () => {
  const { worker } = await addWorker(acme);
  const { worker: other } = await addWorker(acme, null, { name: "other" });
  for (let sent = 0; sent < workerChecksPerHourMax; sent += 1) {
    await worker.ok("POST /worker/checks", { body: seen() });
  }
  const refused = await worker.refused("POST /worker/checks", { body: seen() });
  expect(refused).toMatchObject({ status: 429, code: "rate_limited" });
  await other.ok("POST /worker/checks", { body: seen() });
});
