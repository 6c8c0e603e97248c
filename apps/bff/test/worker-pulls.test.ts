import type { WorkerPullAnswer } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  pair,
  runCheck,
  startRegistry,
} from "./support/registry.ts";
import { addProject, addWorker, personId } from "./support/worker.ts";

let basic: FakeRegistry;
let token: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  basic = await startRegistry("standard-basic");
  token = await startRegistry("standard-token");
});
afterAll(() => Promise.all([basic.close(), token.close()]));
beforeEach(async () => {
  acme = await startAcme({ allow: [basic.host, token.host] });
});
afterEach(() => acme.close());

const pull = (worker: Client, image: string, project?: string): Promise<WorkerPullAnswer> =>
  worker.ok("POST /worker/pulls", {
    body: { image, ...(project === undefined ? {} : { project }) },
  });

test("an answer to a worker carries what every other one does", async () => {
  const { worker } = await addWorker(acme);
  const answer = await worker.send("POST", "/api/v1/worker/pulls", { body: { image: "nginx" } });
  expect(answer.status).toBe(201);
  const refused = await worker.send("POST", "/api/v1/worker/pulls", { body: {} });
  const read = await acme.owner.send("GET", "/api/v1/session");
  const facts = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => !["etag", "x-request-id"].includes(name)));
  expect(facts(answer)).toEqual(facts(read));
  expect(facts(answer)).toEqual(facts(refused));
  expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
});

async function pulls() {
  const { pulls: list } = await acme.owner.ok("GET /organizations/{org}/pulls", {
    params: org,
    query: {},
  });
  return list;
}

test("a registry with tokens gives a worker one that reads this repository and no other", async () => {
  await addRegistry(acme.owner, token);
  const project = await addProject(acme.owner, "train-prod");
  const { worker } = await addWorker(acme, project);
  const answer = await pull(worker, `${token.host}/team/app:1`);
  expect(answer).toMatchObject({
    image: { canonical: `${token.host}/team/app` },
    match: { registry: "Fake", pattern: `${token.host}/team/*` },
    outcome: "credential",
    reason: null,
    scope: "repository:team/app:pull",
    credential: { registryHost: token.host, registryToken: expect.any(String) },
  });
  expect(Date.parse(answer.expiresAt ?? "")).toBeGreaterThan(Date.now());
  expect(JSON.stringify(answer)).not.toContain(pair.secret);

  const bearer = answer.credential as { registryToken: string };
  const fetchWith = (path: string) =>
    fetch(`http://${token.host}/v2/${path}`, {
      headers: { authorization: `Bearer ${bearer.registryToken}` },
    });
  expect((await fetchWith("team/app/manifests/1")).status).toBe(200);
  expect((await fetchWith("team/train/manifests/2")).status).not.toBe(200);

  expect(await pulls()).toMatchObject([
    {
      image: `${token.host}/team/app:1`,
      status: "started",
      outcome: "credential",
      registry: { name: "Fake" },
      project: { name: "train-prod", ownerKind: "organization" },
      workerToken: { name: "gpu-3" },
      credentialKind: "registry-token",
    },
  ]);
});

test("many workers that want the same image at once cost the registry one token", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const before = token.requests.length;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => pull(worker, `${token.host}/team/app:1`)),
  );
  const tokens = new Set(answers.map(({ credential }) => JSON.stringify(credential)));
  expect(tokens.size).toBe(1);
  expect(token.requests.length - before).toBeLessThanOrEqual(2);
  expect(await pulls()).toHaveLength(20);
});

test("a token is asked for again once the secret was replaced", async () => {
  const registry = await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const first = await pull(worker, `${token.host}/team/app:1`);
  await acme.owner.ok("PUT /organizations/{org}/registries/{id}/secret", {
    params: { ...org, id: registry.id },
    body: { version: 1, secret: { password: "now-wrong-1234" }, reasonUnchecked: "for the test" },
  });
  const second = await pull(worker, `${token.host}/team/app:1`);
  expect(first.outcome).toBe("credential");
  expect(second).toMatchObject({ outcome: "refused", reason: "registry_failing" });
  expect(second.credential).toBeUndefined();
});

test("the stored secret leaves only where the registry has nothing shorter and its setting says so", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const { worker } = await addWorker(acme);
  const refused = await pull(worker, `${basic.host}/team/app:1`);
  expect(refused).toMatchObject({
    outcome: "refused",
    reason: "stored_secret_not_handed_out",
    match: { registry: "Fake" },
    expiresAt: null,
  });
  expect(JSON.stringify(refused)).not.toContain(pair.secret);
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id: registry.id },
    body: { version: 1, handOutStored: true },
  });
  expect(await pull(worker, `${basic.host}/team/app:1`)).toMatchObject({
    outcome: "credential",
    credential: { registryHost: basic.host, username: pair.username, password: pair.secret },
    expiresAt: null,
    scope: "everything this secret allows",
  });
  const [last] = await pulls();
  expect(last).toMatchObject({ credentialKind: "stored-secret", outcome: "credential" });
});

test("an image no pattern covers is anonymous, and says so", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const answer = await pull(worker, "alpine");
  expect(answer).toMatchObject({
    image: { canonical: "docker.io/library/alpine" },
    match: null,
    outcome: "anonymous",
    reason: null,
    scope: null,
  });
  expect(answer.message).toContain("No pattern");
  expect(answer.credential).toBeUndefined();
});

test("a personal project is refused where a pattern matches, and anonymous where none does", async () => {
  await addRegistry(acme.owner, token);
  const id = await personId(acme.owner);
  const personal = await addProject(acme.owner, "demo-aino", {
    owner: { kind: "person", personId: id },
  });
  const { worker } = await addWorker(acme, personal);
  const before = token.requests.length;
  const refused = await pull(worker, `${token.host}/team/app:1`);
  expect(refused).toMatchObject({
    outcome: "refused",
    reason: "personal_project",
    match: { pattern: `${token.host}/team/*` },
  });
  expect(refused.message).toContain("personal project of Aino Karhu");
  expect((await pull(worker, "alpine")).outcome).toBe("anonymous");
  expect(token.requests.length).toBe(before);
});

test("an unknown project and another organization's get the same refusal", async () => {
  await addRegistry(acme.owner, token);
  const stranger = await acme.stranger();
  const theirs = await stranger.ok("POST /organizations/{org}/projects", {
    params: { org: "other" },
    body: { name: "theirs", owner: { kind: "organization" } },
  });
  const { worker } = await addWorker(acme);
  const image = `${token.host}/team/app:1`;
  const unknown = await pull(worker, image, "no-such-project");
  const foreign = await pull(worker, image, theirs.project.id);
  const foreignName = await pull(worker, image, "theirs");
  expect(unknown).toMatchObject({ outcome: "refused", reason: "project_unknown", match: null });
  for (const answer of [foreign, foreignName]) {
    expect({ ...answer, pull: "" }).toEqual({ ...unknown, pull: "" });
  }
});

test("a token whose default project was deleted has none, and says so", async () => {
  const project = await addProject(acme.owner, "gone-soon");
  const { worker } = await addWorker(acme, project);
  await acme.owner.ok("DELETE /organizations/{org}/projects/{id}", {
    params: { ...org, id: project.id },
  });
  expect(await pull(worker, "alpine")).toMatchObject({
    outcome: "refused",
    reason: "project_required",
  });
  await addProject(acme.owner, "there");
  expect(await pull(worker, "alpine", "there")).toMatchObject({ outcome: "anonymous" });
});

test("paused, failing and expired registries refuse, and no wider pattern takes over", async () => {
  const narrow = await addRegistry(acme.owner, token, { name: "Narrow" });
  await addRegistry(acme.owner, token, { name: "Wide", patterns: [`${token.host}/*`] });
  const { worker } = await addWorker(acme);
  const image = `${token.host}/team/app:1`;
  const params = { ...org, id: narrow.id };

  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params,
    body: { version: 1 },
  });
  expect(await pull(worker, image)).toMatchObject({
    outcome: "refused",
    reason: "registry_paused",
    match: { registry: "Narrow" },
  });
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/resume", {
    params,
    body: { version: 2 },
  });

  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params,
    body: { version: 3, expiryAt: yesterday },
  });
  expect(await pull(worker, image)).toMatchObject({
    outcome: "refused",
    reason: "credential_expired",
  });
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params,
    body: { version: 4, expiryAt: null },
  });

  await acme.owner.ok("PUT /organizations/{org}/registries/{id}/secret", {
    params,
    body: { version: 5, secret: { password: "wrong-secret-1" }, reasonUnchecked: "for the test" },
  });
  await runCheck(acme.owner, { subject: "registry", registryId: narrow.id, image });
  const failing = await pull(worker, image);
  expect(failing).toMatchObject({ outcome: "refused", reason: "registry_failing" });
});

test("text that is no image is refused with the reason, and kept", async () => {
  const { worker } = await addWorker(acme);
  const answer = await pull(worker, "https://reg.test/UPPER");
  expect(answer).toMatchObject({
    outcome: "refused",
    reason: "image_unreadable",
    image: { canonical: null },
  });
  expect(await pulls()).toMatchObject([{ status: "refused", image: "https://reg.test/UPPER" }]);
});

test("an image's text is kept without characters that could hide something", async () => {
  const { worker } = await addWorker(acme);
  await pull(worker, "reg.test/\u202egnp\u0000\u001b[2J\ud800");
  expect(await pulls()).toMatchObject([{ status: "refused", image: "reg.test/gnp[2J" }]);
});

test("what can't be recorded is not handed out", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  acme.sql("create trigger full before insert on pull begin select raise(abort, 'no room'); end");
  const answer = await worker.call("POST /worker/pulls", {
    body: { image: `${token.host}/team/app:1` },
  });
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("registryToken");
});

test("a record that was moved to another host hands out nothing", async () => {
  await addRegistry(acme.owner, token, { handOutStored: true });
  const { worker } = await addWorker(acme);
  acme.sql(
    "update registry set settings = json_set(settings, '$.host', ?), host_rule = ?, version = version",
    basic.host,
    JSON.stringify({ kind: "exact", hosts: [basic.host] }),
  );
  acme.sql(
    "update pattern set canonical = ?, text = ?",
    `${basic.host}/team/*`,
    `${basic.host}/team/*`,
  );
  acme.sql("update pattern_revision set revision = revision + 1");
  acme.sql("update organization_revision set revision = revision + 1");
  const before = basic.requests.length;
  expect(await pull(worker, `${basic.host}/team/app:1`)).toMatchObject({
    outcome: "refused",
    reason: "credential_unreadable",
  });
  expect(basic.requests.length).toBe(before);
});

test("a host rule that was changed behind Berth's back hands out nothing for that host", async () => {
  const registry = await addRegistry(acme.owner, basic, { handOutStored: true });
  const { worker } = await addWorker(acme);
  acme.sql(
    "update registry set host_rule = ?",
    JSON.stringify({ kind: "exact", hosts: [token.host] }),
  );
  const patterns = `${token.host}/team/*`;
  acme.sql("update pattern set canonical = ?, text = ?", patterns, patterns);
  acme.sql("update pattern_revision set revision = revision + 1");
  acme.sql("update organization_revision set revision = revision + 1");
  const before = token.requests.length;
  for (const carrier of ["pull", "kubelet"] as const) {
    const answer = await worker.ok("POST /worker/pulls", {
      body: { image: `${token.host}/team/app:1`, carrier },
    });
    expect(answer).toMatchObject({ match: { registry: registry.name }, outcome: "refused" });
    expect(answer.credential).toBeUndefined();
  }
  expect(token.requests.length).toBe(before);
});

test("a report closes the pull, once, and only by the token that began it", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const { worker: other } = await addWorker(acme);
  const { pull: id } = await pull(worker, `${token.host}/team/app:1`);
  const body = {
    status: "succeeded" as const,
    digest: `sha256:${"a".repeat(64)}`,
    durationMs: 1500,
    bytes: 12_345,
  };
  expect((await other.call("PATCH /worker/pulls/{id}", { params: { id }, body })).status).toBe(404);
  const { pull: closed } = await worker.ok("PATCH /worker/pulls/{id}", { params: { id }, body });
  expect(closed).toMatchObject({ status: "succeeded", digest: body.digest, durationMs: 1500 });
  const otherwise = { ...body, status: "failed" as const };
  const second = await worker.call("PATCH /worker/pulls/{id}", { params: { id }, body: otherwise });
  expect(second.status).toBe(409);
  const one = await acme.owner.ok("GET /organizations/{org}/pulls/{id}", {
    params: { ...org, id },
  });
  expect(one.pull).toMatchObject({ status: "succeeded", bytes: 12_345 });
});

test("only a report that counts is held against earlier pulls", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const { worker: other } = await addWorker(acme, null, { name: "gpu-4" });
  const { pull: id } = await pull(worker, `${token.host}/team/app:1`);
  const readEarlier = vi.spyOn(acme.store.pulls, "durationsOf");
  const report = async (by: Client) =>
    (
      await by.call("PATCH /worker/pulls/{id}", {
        params: { id },
        body: { status: "succeeded", durationMs: 60_000 },
      })
    ).status;
  expect(await report(other)).toBe(404);
  expect(readEarlier).not.toHaveBeenCalled();
  expect([await report(worker), await report(worker)]).toEqual([200, 200]);
  expect(readEarlier).toHaveBeenCalledTimes(1);
});

test("an error text from a worker is kept without characters that could hide something", async () => {
  const { worker } = await addWorker(acme);
  const { pull: id } = await pull(worker, "alpine");
  const error = "denied\u202e\u0000\u001b[31m: no\nsecond line";
  const answer = await worker.ok("PATCH /worker/pulls/{id}", {
    params: { id },
    body: { status: "failed", error },
  });
  expect(answer.pull).toMatchObject({ status: "failed", error: "denied[31m: no\nsecond line" });
});

test("a revoked token fails on the next request, an expired one as well", async () => {
  const { worker, id } = await addWorker(acme);
  const { worker: second } = await addWorker(acme);
  expect((await pull(worker, "alpine")).outcome).toBe("anonymous");
  await acme.owner.ok("DELETE /organizations/{org}/worker-tokens/{id}", { params: { ...org, id } });
  expect((await worker.call("POST /worker/pulls", { body: { image: "alpine" } })).status).toBe(401);
  expect((await pull(second, "alpine")).outcome).toBe("anonymous");
  acme.advance(31 * 86_400_000);
  expect((await second.call("POST /worker/pulls", { body: { image: "alpine" } })).status).toBe(401);
});

test("a member sees the pulls of their own projects and no others", async () => {
  const member = await acme.as("member");
  const mine = await addProject(acme.owner, "mine", { memberIds: [await personId(member)] });
  const other = await addProject(acme.owner, "other");
  const { worker } = await addWorker(acme);
  const visible = await pull(worker, "alpine", mine.name);
  const hidden = await pull(worker, "alpine", other.name);
  const without = await pull(worker, "alpine");
  const list = await member.ok("GET /organizations/{org}/pulls", { params: org, query: {} });
  expect(list.pulls.map(({ id }) => id)).toEqual([visible.pull]);
  const get = (id: string) =>
    member.call("GET /organizations/{org}/pulls/{id}", { params: { ...org, id } });
  expect((await get(visible.pull)).status).toBe(200);
  const texts = await Promise.all(
    [hidden.pull, without.pull, "pul_missing"].map(async (id) => {
      const answer = await get(id);
      expect(answer.status).toBe(404);
      return (await answer.text()).replace(/req_\w+/, "");
    }),
  );
  expect(new Set(texts).size).toBe(1);
});

test("a worker that asks again under its key, or reports again, leaves one record", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const ask = async (key: string, image = `${token.host}/team/app:1`) => {
    const answer = await worker.call("POST /worker/pulls", {
      body: { image },
      headers: { "idempotency-key": key },
    });
    return { status: answer.status, body: (await answer.json()) as WorkerPullAnswer };
  };
  const [first, again] = [await ask("key-1"), await ask("key-1")];
  expect(first).toMatchObject({ status: 201, body: { outcome: "credential" } });
  expect(again.body.pull).toBe(first.body.pull);
  expect(again.body.credential).toEqual(first.body.credential);
  expect(await ask("key-1", `${token.host}/team/other:1`)).toMatchObject({
    status: 422,
    body: { error: { code: "key_reused" } },
  });
  const { worker: other } = await addWorker(acme, null, { name: "gpu-4" });
  const theirs = await other.call("POST /worker/pulls", {
    body: { image: `${token.host}/team/app:1` },
    headers: { "idempotency-key": "key-1" },
  });
  expect(theirs.status).toBe(201);
  const id = first.body.pull;
  const report = (durationMs: number) =>
    worker.call("PATCH /worker/pulls/{id}", {
      params: { id },
      body: { status: "succeeded", durationMs },
    });
  expect([(await report(7)).status, (await report(7)).status]).toEqual([200, 200]);
  expect((await report(8)).status).toBe(409);
  expect(await ask("key-1")).toMatchObject({
    status: 409,
    body: { error: { code: "already_done" } },
  });
  expect((await pulls()).map(({ status }) => status).sort()).toEqual(["started", "succeeded"]);
});

test("a pull that was refused at first and is asked for again is recorded as it went at last", async () => {
  const registry = await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const pause = (verb: "pause" | "resume", version: number) =>
    acme.owner.ok(`POST /organizations/{org}/registries/{id}/${verb}`, {
      params: { ...org, id: registry.id },
      body: { version },
    });
  const ask = async () => {
    const answer = await worker.call("POST /worker/pulls", {
      body: { image: `${token.host}/team/app:1` },
      headers: { "idempotency-key": "key-2" },
    });
    return (await answer.json()) as WorkerPullAnswer;
  };
  await pause("pause", registry.version);
  expect(await ask()).toMatchObject({ outcome: "refused", reason: "registry_paused" });
  await pause("resume", registry.version + 1);
  expect(await ask()).toMatchObject({ outcome: "credential" });
  expect(await pulls()).toMatchObject([{ outcome: "credential", status: "started", reason: null }]);
});

test("what was handed out stays on record, whatever is asked for under the same key afterwards", async () => {
  const registry = await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const ask = async (project?: string) => {
    const answer = await worker.call("POST /worker/pulls", {
      body: {
        image: `${token.host}/team/app:1`,
        ...(project === undefined ? {} : { project }),
      },
      headers: { "idempotency-key": "key-3" },
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as WorkerPullAnswer;
  };
  const given = await ask();
  expect(given.outcome).toBe("credential");
  const denied = await ask("there is no such project");
  expect(denied).toMatchObject({ outcome: "refused", reason: "project_unknown" });
  await addProject(acme.owner, "train");
  const another = await ask("train");
  expect(another.outcome).toBe("credential");
  const kept = new Map((await pulls()).map((pull) => [pull.id, pull]));
  expect(kept.size).toBe(3);
  expect(kept.get(given.pull)).toMatchObject({ outcome: "credential", project: null });
  expect(kept.get(denied.pull)).toMatchObject({ outcome: "refused", registry: null });
  expect(kept.get(another.pull)).toMatchObject({ project: { name: "train" } });
  const used = "select sum(handed_out) as n, sum(refused) as r from pull_image_day";
  expect(acme.rows(used)).toEqual([{ n: 2, r: 1 }]);
  expect((await ask()).pull).toBe(given.pull);
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id: registry.id },
    body: { version: registry.version },
  });
  expect(await ask()).toMatchObject({ reason: "registry_paused" });
  expect((await pulls()).find(({ id }) => id === given.pull)).toMatchObject({ status: "started" });
});

test("a key stands for one pull for an hour, and what is handed out later has a record of its own", async () => {
  await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const ask = async () =>
    await worker.ok("POST /worker/pulls", {
      body: { image: `${token.host}/team/app:1` },
      headers: { "idempotency-key": "key-4" },
    });
  const first = await ask();
  acme.advance(59 * 60_000);
  expect((await ask()).pull).toBe(first.pull);
  acme.advance(60_000);
  const later = await ask();
  expect(later.outcome).toBe("credential");
  expect(later.pull).not.toBe(first.pull);
  expect(acme.rows("select count(*) as n from pull")).toEqual([{ n: 2 }]);
});

test("a pull that runs is reported although its registry was paused and its project removed, and not with a revoked token", async () => {
  const registry = await addRegistry(acme.owner, token);
  const project = await addProject(acme.owner, "train");
  const { worker, id: tokenId } = await addWorker(acme, project);
  const image = `${token.host}/team/app:1`;
  const [first, second] = [await pull(worker, image), await pull(worker, image)];
  const report = (id: string) =>
    worker.call("PATCH /worker/pulls/{id}", { params: { id }, body: { status: "succeeded" } });
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id: registry.id },
    body: { version: registry.version },
  });
  expect(await pull(worker, image)).toMatchObject({ reason: "registry_paused" });
  await acme.owner.ok("DELETE /organizations/{org}/projects/{id}", {
    params: { ...org, id: project.id },
  });
  expect(await pull(worker, image)).toMatchObject({ outcome: "refused", match: null });
  expect((await report(first.pull)).status).toBe(200);
  await acme.owner.ok("DELETE /organizations/{org}/worker-tokens/{id}", {
    params: { ...org, id: tokenId },
  });
  expect((await report(second.pull)).status).toBe(401);
  const ends = new Map((await pulls()).map(({ id, status }) => [id, status]));
  expect([ends.get(first.pull), ends.get(second.pull)]).toEqual(["succeeded", "started"]);
});
