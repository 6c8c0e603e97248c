import { afterEach, beforeEach, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org } from "./support/registry.ts";
import { addProject, addWorker, personId } from "./support/worker.ts";

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const auditActions = () =>
  acme.rows("select action from audit_event order by sequence").map(({ action }) => action);

test("a project is made, changed and removed, each with its audit entry", async () => {
  const project = await addProject(acme.owner, "train-prod");
  expect(project).toMatchObject({ owner: { kind: "organization" }, members: [], pulls30d: 0 });
  const params = { ...org, id: project.id };
  const owner = await personId(acme.owner);
  const changed = await acme.owner.ok("PATCH /organizations/{org}/projects/{id}", {
    params,
    body: { name: "train", owner: { kind: "person", personId: owner }, memberIds: [owner] },
  });
  expect(changed.project).toMatchObject({
    name: "train",
    owner: { kind: "person", person: { name: "Aino Karhu" } },
    members: [{ id: owner }],
  });
  await acme.owner.ok("DELETE /organizations/{org}/projects/{id}", { params });
  const list = await acme.owner.ok("GET /organizations/{org}/projects", { params: org });
  expect(list.projects).toEqual([]);
  expect(auditActions().slice(2)).toEqual(["project.create", "project.update", "project.delete"]);
});

test("a taken name and a person from elsewhere are refused beside their fields", async () => {
  await addProject(acme.owner, "train");
  const body = (over: object) => ({
    name: "other",
    owner: { kind: "organization" as const },
    ...over,
  });
  expect(
    await acme.owner.refused("POST /organizations/{org}/projects", {
      params: org,
      body: body({ name: "TRAIN" }),
    }),
  ).toMatchObject({ status: 409, code: "name_taken", issues: [{ path: "name" }] });
  const stranger = await personId(await acme.stranger());
  expect(
    await acme.owner.refused("POST /organizations/{org}/projects", {
      params: org,
      body: body({ memberIds: [stranger] }),
    }),
  ).toMatchObject({ status: 422, issues: [{ path: "memberIds" }] });
});

test("fields that nobody may set are refused, whatever they say", async () => {
  for (const extra of [
    { id: "prj_mine" },
    { organizationId: "org_other" },
    { userId: "usr_x" },
    { role: "owner" },
    { __proto__: { role: "owner" }, constructor: 1 },
  ]) {
    const body = { name: "x", owner: { kind: "organization" }, ...extra };
    const answer = await acme.owner.send("POST", "/api/v1/organizations/acme/projects", { body });
    expect(answer.status, JSON.stringify(extra)).toBe(422);
  }
  const proto = `{"name":"x","owner":{"kind":"organization"},"__proto__":{"role":"owner"}}`;
  const answer = await acme.owner.send("POST", "/api/v1/organizations/acme/projects", {
    body: proto,
  });
  expect(answer.status).toBe(422);
});

test("a member sees the projects that list them and their personal ones", async () => {
  const member = await acme.as("member");
  const id = await personId(member);
  await addProject(acme.owner, "hidden");
  await addProject(acme.owner, "listed", { memberIds: [id] });
  await addProject(acme.owner, "personal", { owner: { kind: "person", personId: id } });
  const list = await member.ok("GET /organizations/{org}/projects", { params: org });
  expect(list.projects.map(({ name }) => name)).toEqual(["listed", "personal"]);
});

test("another organization's project can't be changed, removed or used as a token's default", async () => {
  const project = await addProject(acme.owner, "ours");
  const stranger = await acme.stranger();
  const params = { org: "other", id: project.id };
  expect(
    (
      await stranger.call("PATCH /organizations/{org}/projects/{id}", {
        params,
        body: { name: "theirs" },
      })
    ).status,
  ).toBe(404);
  expect(
    (await stranger.call("DELETE /organizations/{org}/projects/{id}", { params })).status,
  ).toBe(404);
  const error = await stranger.refused("POST /organizations/{org}/worker-tokens", {
    params: { org: "other" },
    body: { name: "x", project: { kind: "default", id: project.id }, expiresInDays: 1 },
  });
  expect(error).toMatchObject({ status: 422, issues: [{ path: "project" }] });
});

test("a worker token is shown once and kept as a hash alone", async () => {
  const project = await addProject(acme.owner, "train");
  const { token, id } = await addWorker(acme, project);
  expect(token).toMatch(/^brth_w_[A-Za-z0-9_-]{49}$/);
  const list = await acme.owner.ok("GET /organizations/{org}/worker-tokens", { params: org });
  expect(list.tokens).toMatchObject([
    { id, name: "gpu-3", state: "active", prefix: token.slice(0, 11), project: { name: "train" } },
  ]);
  const kept = acme
    .rows("select * from worker_token")
    .concat(acme.rows("select * from audit_event"))
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
    .join("\n");
  expect(kept + JSON.stringify(list) + acme.logText()).not.toContain(token);
  await acme.owner.ok("DELETE /organizations/{org}/worker-tokens/{id}", { params: { ...org, id } });
  const after = await acme.owner.ok("GET /organizations/{org}/worker-tokens", { params: org });
  expect(after.tokens).toMatchObject([{ state: "revoked" }]);
  expect(auditActions().slice(-2)).toEqual(["worker-token.create", "worker-token.revoke"]);
});

test("a token lives ninety days at most", async () => {
  for (const expiresInDays of [0, 91, 1.5]) {
    const error = await acme.owner.refused("POST /organizations/{org}/worker-tokens", {
      params: org,
      body: { name: "x", project: { kind: "any" }, expiresInDays },
    });
    expect(error.issues, String(expiresInDays)).toMatchObject([{ path: "expiresInDays" }]);
  }
});

test("the last use of a token is noted", async () => {
  const { worker } = await addWorker(acme);
  await worker.ok("POST /worker/pulls", { body: { image: "alpine" } });
  await acme.deps.background.settled();
  const list = await acme.owner.ok("GET /organizations/{org}/worker-tokens", { params: org });
  expect(list.tokens[0]?.lastUsedAt).not.toBeNull();
});

test("support reads the audit log without network addresses, and everybody sees who belongs here", async () => {
  await addProject(acme.owner, "train");
  const support = await acme.as("support");
  const seen = await support.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: {},
  });
  expect(seen.events.length).toBeGreaterThan(0);
  expect(seen.events.every(({ address }) => address === null)).toBe(true);
  const { members } = await support.ok("GET /organizations/{org}/members", { params: org });
  expect(members.map(({ role }) => role).toSorted()).toEqual(["owner", "support"]);
});
