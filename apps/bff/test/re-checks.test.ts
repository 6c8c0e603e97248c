import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { reCheckHours, signInAgain, startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, getRegistry, pair, runCheck } from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

const hourMs = reCheckHours * 3_600_000;
const minuteMs = 60_000;
const account = { ...pair, pull: ["team/app", "team/train"] };

let registry: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  const image = createImage({ files: { "model.txt": "weights" } });
  registry = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [account],
    images: { "team/app:1": image, "team/train:2": image, "open/tool:1": image },
    publicRepositories: ["open/tool"],
  });
});
afterAll(() => registry.close());
beforeEach(async () => {
  acme = await startAcme({ allow: [registry.host] });
  account.secret = pair.secret;
  registry.play(null);
});
afterEach(() => acme.close());

/** A saved registry whose credential a full check has proven, and whose re-check is planned. */
async function proven(image = "team/app:1"): Promise<string> {
  const { id } = await addRegistry(acme.owner, registry);
  await runCheck(acme.owner, {
    subject: "registry",
    registryId: id,
    image: `${registry.host}/${image}`,
  });
  await later(minuteMs);
  return id;
}

async function later(ms: number): Promise<void> {
  acme.pass(ms);
  await acme.runJobs();
  await signInAgain(acme);
}

/** From the store: no session outlives a clock that was moved by days. */
const stateOf = async (id: string) =>
  (await acme.store.registries.get(acme.organizationId, id))?.health.state;
const history = (id: string, client = acme.owner) =>
  client.ok("GET /organizations/{org}/registries/{id}/health", {
    params: { ...org, id },
    query: {},
  });

test("a registry is re-checked on the last image that worked, with two requests and no audit entry", async () => {
  const id = await proven();
  const { nextReCheckAt } = await history(id);
  expect(Date.parse(nextReCheckAt ?? "")).toBeGreaterThan(Date.now());
  const audits = () =>
    acme.rows("select * from audit_event where action not like 'session.%'").length;
  const auditsBefore = audits();
  const before = registry.requests.length;
  await later(hourMs);
  expect(registry.requests.slice(before).map(({ method, url }) => `${method} ${url}`)).toEqual([
    expect.stringMatching(/^GET .*token/),
    "HEAD /v2/team/app/manifests/1",
  ]);
  const { checks } = await acme.owner.ok("GET /organizations/{org}/checks", {
    params: org,
    query: {},
  });
  expect(checks[0]).toMatchObject({
    profile: "re-check",
    startedBy: null,
    image: `${registry.host}/team/app:1`,
    diagnosis: { outcome: "ok" },
  });
  expect(await stateOf(id)).toBe("healthy");
  expect(audits()).toBe(auditsBefore);
});

test("a changed password is called failing from the second refusal on, within a minute, and one success ends it", async () => {
  const id = await proven();
  account.secret = "changed-at-the-registry";
  await later(hourMs);
  expect(await stateOf(id)).toBe("healthy");
  expect((await history(id)).doubt).toMatchObject({ effect: "refused", count: 1 });
  await later(minuteMs);
  expect(await stateOf(id)).toBe("failing");

  account.secret = pair.secret;
  await later(hourMs);
  expect(await stateOf(id)).toBe("healthy");
  const { changes, checks, doubt } = await history(id);
  expect(doubt).toBeNull();
  expect(changes.map(({ from, to }) => `${from} > ${to}`)).toEqual([
    "null > not-checked",
    "not-checked > healthy",
    "healthy > failing",
    "failing > healthy",
  ]);
  expect(changes[2]?.reason).toContain("incorrect username or password");
  expect(checks.map(({ effect, profile }) => `${profile} ${effect}`)).toEqual([
    "full passed",
    "re-check refused",
    "re-check refused",
    "re-check passed",
  ]);
});

test.each(["rate-limited", "outage"])(
  "%s is trouble from the third time on, and never a bad credential",
  async (scenario) => {
    const id = await proven();
    registry.play(scenario);
    const states: unknown[] = [];
    for (let round = 0; round < 6; round += 1) {
      // Some say when they will answer again, and are not asked before.
      await later(4 * hourMs);
      states.push(await stateOf(id));
    }
    expect(states).toEqual(["healthy", "healthy", "trouble", "trouble", "trouble", "trouble"]);
    registry.play(null);
    await later(4 * hourMs);
    expect(await stateOf(id)).toBe("healthy");
  },
);

test("the re-check of a registry that was deleted ends with it", async () => {
  const id = await proven();
  await acme.owner.ok("DELETE /organizations/{org}/registries/{id}", {
    params: { ...org, id },
    query: { version: 1 },
  });
  await later(hourMs);
  expect(acme.rows("select key from job where kind = 're-check'")).toEqual([]);
});

test("one blip between two good answers changes nothing", async () => {
  const id = await proven();
  registry.play("outage");
  await later(hourMs);
  registry.play(null);
  await later(hourMs);
  account.secret = "typo";
  await later(hourMs);
  account.secret = pair.secret;
  await later(hourMs);
  const { changes } = await history(id);
  expect(changes.map(({ to }) => to)).toEqual(["not-checked", "healthy"]);
});

test("an image that was deleted says nothing: another one that workers pulled is asked for", async () => {
  const id = await proven();
  const { worker } = await addWorker(acme, await addProject(acme.owner, "train"));
  const image = `${registry.host}/team/train:2`;
  const pulled = await worker.ok("POST /worker/pulls", { body: { image } });
  await worker.ok("PATCH /worker/pulls/{id}", {
    params: { id: pulled.pull },
    body: { status: "succeeded" },
  });
  account.pull = ["team/train"];
  try {
    await later(hourMs);
    expect(await stateOf(id)).toBe("healthy");
    const { checks } = await acme.owner.ok("GET /organizations/{org}/checks", {
      params: org,
      query: {},
    });
    expect(checks[0]).toMatchObject({ image, diagnosis: { outcome: "ok" } });
    account.pull = [];
    for (let round = 0; round < 4; round += 1) await later(hourMs);
    expect(await stateOf(id)).toBe("healthy");
    expect((await history(id)).checks.at(-1)).toMatchObject({ effect: "unclear" });
  } finally {
    account.pull = ["team/app", "team/train"];
  }
});

test("a registry that was never proven, or is paused, is left alone", async () => {
  const unproven = await addRegistry(acme.owner, registry, {
    name: "Unproven",
    patterns: [`${registry.host}/open/*`],
  });
  const id = await proven();
  const { version } = await getRegistry(acme.owner, id);
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id },
    body: { version },
  });
  const before = registry.requests.length;
  await later(2 * hourMs);
  expect(registry.requests.length).toBe(before);
  expect(await stateOf(unproven.id)).toBe("not-checked");
});

test("a check by hand that comes in between is what counts", async () => {
  const id = await proven();
  account.secret = "changed-at-the-registry";
  await later(hourMs);
  const image = `${registry.host}/team/app:1`;
  await runCheck(acme.owner, { subject: "registry", registryId: id, image });
  expect(await stateOf(id)).toBe("failing");
  expect((await history(id)).doubt).toBeNull();
});

test("a member learns states and reasons and no check; support learns both", async () => {
  const id = await proven();
  await later(hourMs);
  const member = await history(id, await acme.as("member"));
  expect(member.checks).toEqual([]);
  expect(member.changes.map(({ to, checkId }) => [to, checkId])).toEqual([
    ["not-checked", null],
    ["healthy", null],
  ]);
  const support = await history(id, await acme.as("support"));
  expect(support.checks).toHaveLength(2);
  expect(support.changes[1]?.checkId).toMatch(/^chk_/);
});

test("what a re-check keeps holds no secret, and old ones go", async () => {
  const id = await proven();
  account.secret = "changed-at-the-registry";
  await later(hourMs);
  await later(minuteMs);
  const kept = JSON.stringify(acme.rows('select * from "check"')) + acme.logText();
  expect(kept).not.toContain(pair.secret);
  const count = () => acme.rows("select id from \"check\" where profile = 're-check'").length;
  expect(count()).toBe(2);
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id },
    body: { version: 1 },
  });
  await later(15 * 24 * hourMs);
  await later(minuteMs);
  // The one that its history rests on stays.
  expect(count()).toBe(1);
});

test("other organizations' history looks like what does not exist", async () => {
  const id = await proven();
  const stranger = await acme.stranger();
  const error = await stranger.refused("GET /organizations/{org}/registries/{id}/health", {
    params: { org: "other", id },
    query: {},
  });
  expect(error).toMatchObject({ status: 404, code: "not_found" });
});
