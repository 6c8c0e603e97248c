import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, startRegistry } from "./support/registry.ts";
import { addProject, addWorker, shownToken } from "./support/worker.ts";

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
const ask = (worker: Awaited<ReturnType<typeof addWorker>>["worker"], project?: string) =>
  worker.ok("POST /worker/pulls", {
    body: { image: image(), ...(project === undefined ? {} : { project }) },
  });

async function auditOf(id: string) {
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { object: id },
  });
  return events.toReversed();
}

test("S-14: a token limited to a registry gets nothing from another one, and the record says why", async () => {
  const first = await addRegistry(acme.owner, registry, { name: "First" });
  const second = await addRegistry(acme.owner, registry, {
    name: "Second",
    patterns: [`${registry.host}/research/*`],
  });
  const { worker } = await addWorker(acme, null, { registryIds: [second.id] });
  const refused = await ask(worker);
  expect(refused).toMatchObject({
    outcome: "refused",
    reason: "registry_out_of_scope",
    match: { registry: "First" },
  });
  expect(refused.credential).toBeUndefined();
  const { worker: allowed } = await addWorker(acme, null, { registryIds: [first.id, second.id] });
  expect((await ask(allowed)).outcome).toBe("credential");
  const list = await worker.ok("GET /worker/patterns", {});
  expect(list.entries.map(({ refusal }) => refusal?.reason ?? null)).toEqual([
    "registry_out_of_scope",
    null,
  ]);
  const { pulls } = await acme.owner.ok("GET /organizations/{org}/pulls", {
    params: org,
    query: { status: "refused" },
  });
  expect(pulls).toMatchObject([{ reason: "registry_out_of_scope", registry: { name: "First" } }]);
});

test("a deleted registry does not open a limited token", async () => {
  const gone = await addRegistry(acme.owner, registry, {
    name: "Gone",
    patterns: [`${registry.host}/gone/*`],
  });
  await addRegistry(acme.owner, registry, { name: "Stays" });
  const { worker } = await addWorker(acme, null, { registryIds: [gone.id] });
  await acme.owner.ok("DELETE /organizations/{org}/registries/{id}", {
    params: { ...org, id: gone.id },
    query: { version: 1 },
  });
  expect(await ask(worker)).toMatchObject({ reason: "registry_out_of_scope" });
});

test("a token limited to projects pulls for these and no other", async () => {
  await addRegistry(acme.owner, registry);
  const mine = await addProject(acme.owner, "mine");
  const other = await addProject(acme.owner, "other");
  await addProject(acme.owner, "third");
  const { worker } = await addWorker(acme, mine, { projectIds: [mine.id, other.id] });
  expect((await ask(worker)).outcome).toBe("credential");
  expect((await ask(worker, "other")).outcome).toBe("credential");
  expect(await ask(worker, "third")).toMatchObject({
    outcome: "refused",
    reason: "project_out_of_scope",
    match: null,
  });
  const self = await worker.ok("GET /worker/self", { query: { project: "third" } });
  expect(self.project).toMatchObject({ kind: "refused", reason: "project_out_of_scope" });
});

test("a token does what its actions say, and is told what it may not", async () => {
  const { worker } = await addWorker(acme, null, { actions: ["read-patterns"] });
  await worker.ok("GET /worker/patterns", {});
  await worker.ok("GET /worker/self", { query: {} });
  const refused = await worker.refused("POST /worker/pulls", { body: { image: image() } });
  expect(refused).toMatchObject({ status: 403, code: "forbidden" });
  expect(refused.message).toContain("may not ask for what images need");
  const { worker: puller } = await addWorker(acme, null, { actions: ["pull"] });
  expect((await puller.call("GET /worker/patterns", {})).status).toBe(403);
});

test("a token used from another network is refused, and that is written down", async () => {
  const { token, id } = await addWorker(acme, null, { networks: ["10.1.0.0/16", "2001:db8::/32"] });
  for (const address of ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::7"]) {
    await acme.anonymous.worker(token, address).ok("GET /worker/self", { query: {} });
  }
  for (const address of ["10.2.0.1", "10.2.0.1", "2001:db9::1", "2001:db9::2", null]) {
    const refused = await acme.anonymous
      .worker(token, address)
      .refused("GET /worker/self", { query: {} });
    expect(refused).toMatchObject({ status: 403, code: "forbidden" });
    expect(refused.message).toContain(address ?? "an unknown address");
  }
  const events = await auditOf(id);
  expect(events.map(({ action, address }) => [action, address])).toEqual([
    ["worker-token.create", null],
    ["worker-token.wrong-network", "10.2.0.1"],
    ["worker-token.wrong-network", "2001:db9::1"],
    ["worker-token.wrong-network", null],
  ]);
});

test("limits that name nothing, too much or a contradiction are refused beside their fields", async () => {
  const project = await addProject(acme.owner, "mine");
  const other = await addProject(acme.owner, "other");
  const refusal = async (over: object) => {
    const { issues } = await acme.owner.refused("POST /organizations/{org}/worker-tokens", {
      params: org,
      body: {
        name: "x",
        project: { kind: "default", id: project.id },
        expiresInDays: 1,
        ...over,
      },
    });
    return issues?.[0]?.path;
  };
  expect(await refusal({ registryIds: ["reg_none"] })).toBe("registryIds");
  expect(await refusal({ registryIds: [] })).toBe("registryIds");
  expect(await refusal({ projectIds: [project.id, "prj_none"] })).toBe("projectIds");
  expect(await refusal({ projectIds: [other.id] })).toBe("projectIds");
  expect(await refusal({ projectIds: [other.id], project: { kind: "any" } })).toBe("projectIds");
  expect(await refusal({ actions: [] })).toBe("actions");
  expect(await refusal({ networks: ["10.1.0.0/16", "nowhere"] })).toBe("networks.1");
});

test("a rotated token and its successor overlap, with one scope, until the older one ends", async () => {
  await addRegistry(acme.owner, registry);
  const { worker: older, id } = await addWorker(acme, null, { actions: ["pull"] });
  const rotate = (of: string, overlapHours: number) =>
    acme.owner.call("POST /organizations/{org}/worker-tokens/{id}/rotate", {
      params: { ...org, id: of },
      body: { overlapHours, expiresInDays: 90 },
    });
  const answer = await rotate(id, 24);
  expect(answer.status).toBe(201);
  const created = (await answer.json()) as { token: string; workerToken: { id: string } };
  const newer = acme.anonymous.worker(shownToken(created));
  expect((await ask(older)).outcome).toBe("credential");
  expect((await ask(newer)).outcome).toBe("credential");
  expect((await newer.call("GET /worker/patterns", {})).status).toBe(403);

  const again = await rotate(id, 0);
  expect(again.status).toBe(409);
  const third = await rotate(created.workerToken.id, 0);
  expect(third.status).toBe(409);
  expect(((await third.json()) as { error: { message: string } }).error.message).toContain(
    "no more than two",
  );

  acme.pass(24 * 3_600_000);
  expect((await older.call("GET /worker/self", { query: {} })).status).toBe(401);
  expect((await ask(newer)).outcome).toBe("credential");
  const { tokens } = await acme.owner.ok("GET /organizations/{org}/worker-tokens", { params: org });
  expect(tokens).toMatchObject([
    { id: created.workerToken.id, state: "active", rotatedFrom: id },
    { id, state: "expired", rotatedTo: created.workerToken.id },
  ]);
  expect((await auditOf(id)).map(({ action }) => action)).toEqual([
    "worker-token.create",
    "worker-token.rotate",
  ]);
  expect((await rotate(id, 0)).status).toBe(409);
});

test("a link gives its token once, and a second opening is an alarm", async () => {
  const created = await acme.owner.ok("POST /organizations/{org}/worker-tokens", {
    params: org,
    body: { name: "cold", project: { kind: "any" }, expiresInDays: 30, delivery: "link" },
  });
  const { id } = created.workerToken;
  expect(created).toMatchObject({ token: null, workerToken: { state: "undelivered", prefix: "" } });
  const code = created.link?.path.split("#code=")[1] ?? "";
  expect(code).toMatch(/^brth_l_[A-Za-z0-9_-]{43}$/);
  const visitor = acme.anonymous.fork();
  const opened = await visitor.ok("POST /worker-token-links/open", { body: { code } });
  expect(opened).toMatchObject({ name: "cold", organization: { name: "Acme" } });
  const worker = acme.anonymous.worker(opened.token);
  await worker.ok("GET /worker/self", { query: {} });

  for (let time = 0; time < 3; time += 1) {
    const refused = await visitor.refused("POST /worker-token-links/open", { body: { code } });
    expect(refused).toMatchObject({ status: 410, code: "link_ended" });
    expect(JSON.stringify(refused)).not.toContain("brth_");
  }
  const events = await auditOf(id);
  expect(events.map(({ action }) => action)).toEqual([
    "worker-token.create",
    "worker-token.open-link",
    "worker-token.link-opened-again",
  ]);
  const { tokens } = await acme.owner.ok("GET /organizations/{org}/worker-tokens", { params: org });
  expect(tokens[0]).toMatchObject({
    state: "active",
    prefix: opened.token.slice(0, 11),
    link: { openedAgainAt: expect.any(String) },
  });
  await worker.ok("GET /worker/self", { query: {} });

  const kept = [
    ...acme.rows("select * from worker_token"),
    ...acme.rows("select * from worker_token_link"),
  ]
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
    .join("\n");
  for (const secret of [code, opened.token]) {
    expect(kept + JSON.stringify(events) + acme.logText()).not.toContain(secret);
  }
});

test("two who open one link at the same moment get one token between them", async () => {
  const created = await acme.owner.ok("POST /organizations/{org}/worker-tokens", {
    params: org,
    body: { name: "race", project: { kind: "any" }, expiresInDays: 30, delivery: "link" },
  });
  const code = created.link?.path.split("#code=")[1] ?? "";
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      acme.anonymous.call("POST /worker-token-links/open", { body: { code } }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 7 }, () => 410),
  ]);
});

test("a link ends after ten minutes, and with its token", async () => {
  const make = async () => {
    const created = await acme.owner.ok("POST /organizations/{org}/worker-tokens", {
      params: org,
      body: { name: "late", project: { kind: "any" }, expiresInDays: 30, delivery: "link" },
    });
    return { id: created.workerToken.id, code: created.link?.path.split("#code=")[1] ?? "" };
  };
  const open = (code: string) =>
    acme.anonymous.call("POST /worker-token-links/open", { body: { code } });
  const late = await make();
  acme.pass(600_000);
  expect((await open(late.code)).status).toBe(410);
  const revoked = await make();
  await acme.owner.ok("DELETE /organizations/{org}/worker-tokens/{id}", {
    params: { ...org, id: revoked.id },
  });
  expect((await open(revoked.code)).status).toBe(410);
  expect((await open("brth_l_nonsense")).status).toBe(404);
});
