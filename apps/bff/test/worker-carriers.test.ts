import type { WorkerPullAnswer } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, pair, startRegistry } from "./support/registry.ts";
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

const helper = (worker: Client, host: string): Promise<WorkerPullAnswer> =>
  worker.ok("POST /worker/pattern-credentials", {
    body: { pattern: `${host}/*`, carrier: "docker-helper" },
  });

async function lastPull() {
  const { pulls } = await acme.owner.ok("GET /organizations/{org}/pulls", {
    params: org,
    query: {},
  });
  return pulls[0];
}

test("a carrier that can't take a bearer gets the pair only where the registry lets it go", async () => {
  const registry = await addRegistry(acme.owner, token);
  const { worker } = await addWorker(acme);
  const image = `${token.host}/team/app:1`;
  const ask = (carrier: "pull" | "kubelet" | "auth-file") =>
    worker.ok("POST /worker/pulls", { body: { image, carrier } });
  expect((await ask("pull")).credential).toHaveProperty("registryToken");
  const refused = await ask("kubelet");
  expect(refused).toMatchObject({
    outcome: "refused",
    reason: "stored_secret_not_handed_out",
    match: { registry: "Fake" },
  });
  expect(JSON.stringify(refused)).not.toContain(pair.secret);
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id: registry.id },
    body: { version: 1, handOutStored: true },
  });
  for (const carrier of ["kubelet", "auth-file"] as const) {
    expect(await ask(carrier)).toMatchObject({
      outcome: "credential",
      credential: { registryHost: token.host, username: pair.username, password: pair.secret },
      expiresAt: null,
    });
    expect(await lastPull()).toMatchObject({ credentialKind: "stored-secret", image });
  }
  expect((await ask("pull")).credential).toHaveProperty("registryToken");
});

test("a client that knows only the host is served where one registry has all of it, and recorded", async () => {
  await addRegistry(acme.owner, token, {
    handOutStored: true,
    patterns: [`${token.host}/*`, `${token.host}/team/*`],
  });
  const { worker } = await addWorker(acme);
  expect(await helper(worker, token.host)).toMatchObject({
    outcome: "credential",
    image: { canonical: null },
    match: { registry: "Fake", pattern: `${token.host}/*` },
    credential: { registryHost: token.host, username: pair.username, password: pair.secret },
  });
  const record = await lastPull();
  expect(record).toMatchObject({
    image: `${token.host}/*`,
    canonical: null,
    outcome: "credential",
    pattern: `${token.host}/*`,
    credentialKind: "stored-secret",
  });
  expect(record?.message).toContain("Asked by a credential helper, which knows only the host.");
  const { images } = await acme.owner.ok("GET /organizations/{org}/recent-images", { params: org });
  expect(images).toEqual([]);
});

test("a host that a registry serves only in part, that two share, or that none has is not served", async () => {
  const { worker } = await addWorker(acme);
  const none = await helper(worker, token.host);
  expect(none).toMatchObject({ outcome: "anonymous", match: null });
  expect(none.message).toContain(`No pattern of this organization is on ${token.host}.`);
  await addRegistry(acme.owner, token, { handOutStored: true });
  const part = await helper(worker, token.host);
  expect(part).toMatchObject({ outcome: "anonymous", match: null });
  expect(part.message).toContain("'Fake' serves only part of");
  await addRegistry(acme.owner, token, {
    name: "Second",
    handOutStored: true,
    patterns: [`${token.host}/*`],
  });
  const shared = await helper(worker, token.host);
  expect(shared).toMatchObject({ outcome: "anonymous", match: null });
  expect(shared.message).toContain("'Fake' and 'Second' share");
  expect(JSON.stringify([none, part, shared])).not.toContain(pair.secret);
});

test("a shared host is served by the registry that an admin has chosen for it", async () => {
  const first = await addRegistry(acme.owner, token, { handOutStored: true });
  await addRegistry(acme.owner, token, {
    name: "Second",
    handOutStored: true,
    patterns: [`${token.host}/*`],
  });
  const { worker } = await addWorker(acme);
  expect(await helper(worker, token.host)).toMatchObject({ outcome: "anonymous" });
  const { registry } = await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id: first.id },
    body: { version: first.version, servesHostOnly: true },
  });
  expect(registry).toMatchObject({ servesHostOnly: true });
  expect(await helper(worker, token.host)).toMatchObject({
    outcome: "credential",
    match: { registry: "Fake", reason: "'Fake' is set to serve clients that know only the host." },
  });
  const { entries } = await worker.ok("GET /worker/patterns", {});
  expect(entries.map(({ registryName, servesHost }) => [registryName, servesHost])).toEqual(
    expect.arrayContaining([
      ["Fake", true],
      ["Second", false],
    ]),
  );
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: {},
  });
  expect(events.flatMap(({ changes }) => changes)).toContainEqual({
    field: "servesHostOnly",
    before: false,
    after: true,
  });
});

test("personal projects, paused registries and secrets that stay are refused for a host as well", async () => {
  const registry = await addRegistry(acme.owner, token, { patterns: [`${token.host}/*`] });
  const personal = await addProject(acme.owner, "demo-aino", {
    owner: { kind: "person", personId: await personId(acme.owner) },
  });
  const { worker } = await addWorker(acme);
  const { worker: theirs } = await addWorker(acme, personal);
  expect(await helper(theirs, token.host)).toMatchObject({ reason: "personal_project" });
  expect(await helper(worker, token.host)).toMatchObject({
    reason: "stored_secret_not_handed_out",
  });
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id: registry.id },
    body: { version: 1 },
  });
  expect(await helper(worker, token.host)).toMatchObject({ reason: "registry_paused" });
});

test("an auth file gets what a pattern of the organization needs, and nothing for another", async () => {
  await addRegistry(acme.owner, token, { handOutStored: true });
  const { worker } = await addWorker(acme);
  const ask = (pattern: string) =>
    worker.ok("POST /worker/pattern-credentials", { body: { pattern, carrier: "auth-file" } });
  expect(await ask(`${token.host}/team/*`)).toMatchObject({
    outcome: "credential",
    match: { pattern: `${token.host}/team/*` },
    credential: { password: pair.secret },
  });
  expect(await ask(`${token.host}/*`)).toMatchObject({ outcome: "anonymous", match: null });
  expect(await ask("*.example.com/x")).toMatchObject({ reason: "image_unreadable" });
  expect(await ask("https://x")).toMatchObject({ outcome: "refused", reason: "image_unreadable" });
});

test("what a client without an image asks for is handed out only once it is recorded", async () => {
  await addRegistry(acme.owner, token, { handOutStored: true, patterns: [`${token.host}/*`] });
  const { worker } = await addWorker(acme);
  acme.sql("create trigger full before insert on pull begin select raise(abort, 'no room'); end");
  const answer = await worker.call("POST /worker/pattern-credentials", {
    body: { pattern: `${token.host}/*`, carrier: "docker-helper" },
  });
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain(pair.secret);
});
