import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, pair, startRegistry } from "./support/registry.ts";
import { addProject, addWorker, shownToken, personId } from "./support/worker.ts";

let basic: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  basic = await startRegistry("standard-basic");
});
afterAll(() => basic.close());
beforeEach(async () => {
  acme = await startAcme({ allow: [basic.host] });
});
afterEach(() => acme.close());

test("a worker gets every pattern of its organization as it stands now, and no secret", async () => {
  const { worker } = await addWorker(acme);
  expect(await worker.ok("GET /worker/patterns", {})).toEqual({ entries: [], mappings: [] });
  const registry = await addRegistry(acme.owner, basic, {
    patterns: [`${basic.host}/team/*`, `${basic.host}/train`],
  });
  const params = { ...org, id: registry.id };
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params,
    body: { version: 1 },
  });
  const answer = await worker.ok("GET /worker/patterns", {});
  const same = {
    id: expect.any(String),
    hosts: { kind: "exact", hosts: [basic.host] },
    registryId: registry.id,
    registryName: "Fake",
    paused: true,
    servesHost: false,
    refusal: { reason: "registry_paused", message: expect.stringContaining("'Fake'") },
  };
  const byPattern = answer.entries.toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1));
  expect(byPattern).toEqual([
    { ...same, pattern: `${basic.host}/team/*` },
    { ...same, pattern: `${basic.host}/train` },
  ]);
  const text = JSON.stringify(answer);
  for (const hidden of [pair.secret, pair.username]) expect(text).not.toContain(hidden);
});

test("a worker learns which hosts are served to clients that know only the host", async () => {
  const { worker } = await addWorker(acme);
  await addRegistry(acme.owner, basic, { patterns: [`${basic.host}/*`, `${basic.host}/team/*`] });
  const served = async () =>
    (await worker.ok("GET /worker/patterns", {})).entries
      .filter((entry) => entry.servesHost)
      .map(({ pattern }) => pattern);
  expect(await served()).toEqual([`${basic.host}/*`]);
  await addRegistry(acme.owner, basic, { name: "Second", patterns: [`${basic.host}/other/*`] });
  expect(await served()).toEqual([]);
});

test("a worker sees no pattern of another organization", async () => {
  const stranger = await acme.stranger();
  const created = await stranger.ok("POST /organizations/{org}/worker-tokens", {
    params: { org: "other" },
    body: { name: "theirs", project: { kind: "any" }, expiresInDays: 1 },
  });
  await addRegistry(acme.owner, basic);
  const theirs = acme.anonymous.worker(shownToken(created));
  expect(await theirs.ok("GET /worker/patterns", {})).toEqual({ entries: [], mappings: [] });
  expect((await theirs.ok("GET /worker/self", { query: {} })).organization.name).toBe("Other");
});

test("a worker learns whose token it has, until when, and the server's time", async () => {
  const project = await addProject(acme.owner, "train-prod");
  const { worker, token } = await addWorker(acme, project);
  acme.advance(3_600_000);
  const self = await worker.ok("GET /worker/self", { query: {} });
  expect(self).toEqual({
    organization: { name: "Acme", slug: "acme" },
    token: {
      name: "gpu-3",
      prefix: expect.stringMatching(/^brth_w_/),
      project: { kind: "default", id: project.id, name: "train-prod" },
      expiresAt: expect.any(String),
      actions: ["pull", "read-patterns", "check"],
    },
    project: { kind: "project", name: "train-prod", ownerKind: "organization" },
    serverTime: expect.any(String),
  });
  const now = Date.parse(self.serverTime);
  expect(Math.abs(now - Date.now() - 3_600_000)).toBeLessThan(60_000);
  expect(Math.round((Date.parse(self.token.expiresAt) - now) / 3_600_000)).toBe(30 * 24 - 1);
  expect(JSON.stringify(self)).not.toContain(token);
});

test("a worker learns for whom it would pull: a project, a person's, none, or that there is no such", async () => {
  const owner = { kind: "person", personId: await personId(acme.owner) } as const;
  await addProject(acme.owner, "demo-aino", { owner });
  const { worker } = await addWorker(acme);
  const projectOf = async (project?: string) =>
    (await worker.ok("GET /worker/self", { query: project === undefined ? {} : { project } }))
      .project;
  expect(await projectOf()).toEqual({ kind: "none" });
  expect(await projectOf("demo-aino")).toEqual({
    kind: "project",
    name: "demo-aino",
    ownerKind: "person",
  });
  expect(await projectOf("no-such")).toMatchObject({ kind: "refused", reason: "project_unknown" });
});
