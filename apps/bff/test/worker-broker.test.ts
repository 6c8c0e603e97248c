import type { WorkerPullAnswer } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, type Client } from "./support/client.ts";
import { ownerInput, publicUrl, startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, pair, startRegistry } from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

let registry: FakeRegistry;
let acme: Acme;
let worker: Client;
let token: string;
let tokenId: string;

beforeAll(async () => {
  registry = await startRegistry("standard-token");
});
afterAll(() => registry.close());
beforeEach(async () => {
  registry.play(null);
  acme = await startAcme({
    allow: [registry.host],
    outbound: { limits: { headersMs: 400, requestMs: 1_000 } },
  });
  await addRegistry(acme.owner, registry);
  ({ worker, token, id: tokenId } = await addWorker(acme));
});
afterEach(() => acme.close());

const tokenRequests = () => registry.requests.filter(({ url }) => url.startsWith("/token")).length;
const ask = (repository = "team/app", carrier: "pull" | "kubelet" = "pull") =>
  worker.call("POST /worker/pulls", {
    body: { image: `${registry.host}/${repository}:1`, carrier },
  });
const given = async (repository?: string) =>
  (await (await ask(repository)).json()) as WorkerPullAnswer;

async function registryId(): Promise<string> {
  const { registries } = await acme.owner.ok("GET /organizations/{org}/registries", {
    params: org,
  });
  return registries[0]?.id ?? "";
}

async function pulls() {
  const { pulls: list } = await acme.owner.ok("GET /organizations/{org}/pulls", {
    params: org,
    query: { limit: "200" },
  });
  return list;
}

test("what a stranger does at the sign-in makes no pull dearer, and a change counts with the next one", async () => {
  const other = acme.anonymous.fork();
  const twin = createClient(acme.anotherServer(), publicUrl, token);
  const lookedUp = vi.spyOn(acme.store.people, "organization");
  const ofTwin = async () => {
    const body = { image: `${registry.host}/team/app:1` };
    return (await twin.ok("POST /worker/pulls", { body })).outcome;
  };
  expect([(await given()).outcome, await ofTwin()]).toEqual(["credential", "credential"]);
  lookedUp.mockClear();
  for (let n = 0; n < 5; n += 1) {
    const body = { email: ownerInput.email, password: "wrong wrong wrong" };
    expect((await other.call("POST /sign-in", { body })).status).toBe(401);
    await acme.deps.background.settled();
    expect([(await given()).outcome, await ofTwin()]).toEqual(["credential", "credential"]);
  }
  const told = "select count(*) as n from audit_event where action = 'session.sign-in-refused'";
  expect(acme.rows(told)).toEqual([{ n: 5 }]);
  expect(lookedUp).not.toHaveBeenCalled();

  const [added] = (
    await acme.owner.ok("GET /organizations/{org}/registries", { params: org, query: {} })
  ).registries;
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...org, id: added?.id ?? "" },
    body: { version: added?.version ?? 0 },
  });
  expect([(await given()).outcome, await ofTwin()]).toEqual(["refused", "refused"]);
  expect(lookedUp).toHaveBeenCalled();
});

test("how a registry signs clients in is remembered for an hour, and then asked anew", async () => {
  const asked = async () => {
    const before = registry.requests.length;
    expect((await given()).outcome).toBe("credential");
    const paths = registry.requests.slice(before).map(({ url }) => url.split("?")[0]);
    return paths.map((path) => (path === "/token" ? "token" : "challenge"));
  };
  expect(await asked()).toEqual(["challenge", "token"]);
  acme.advance(30 * 60_000);
  expect(await asked()).toEqual(["token"]);
  acme.advance(31 * 60_000);
  expect(await asked()).toEqual(["challenge", "token"]);
});

test("R-07: two hundred workers that ask at the same moment cost one token, and each is written down", async () => {
  const before = tokenRequests();
  const answers = await Promise.all(Array.from({ length: 200 }, () => given()));
  expect(new Set(answers.map(({ credential }) => JSON.stringify(credential))).size).toBe(1);
  expect(answers.every(({ outcome }) => outcome === "credential")).toBe(true);
  expect(tokenRequests() - before).toBe(1);
  expect(acme.rows("select count(*) as n from pull")).toEqual([{ n: 200 }]);
});

test("R-07: a token service that is away is bridged by the token at hand, then said, and found again", async () => {
  const first = await given();
  acme.advance(200_000);
  registry.play("token-outage");
  const bridged = await given();
  expect(bridged.credential).toEqual(first.credential);
  await acme.deps.background.settled();
  // The fake's tokens live five minutes; a minute before that nothing more can be handed out.
  acme.advance(41_000);
  const answer = await ask();
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.json()).toMatchObject({
    error: {
      code: "registry_unavailable",
      message: expect.stringContaining("'Fake' serves this image"),
    },
  });
  const [last] = await pulls();
  expect(last).toMatchObject({
    status: "refused",
    reason: "registry_unavailable",
    registry: { name: "Fake" },
    workerToken: { name: "gpu-3" },
  });
  registry.play(null);
  const renewed = await given();
  expect(renewed.outcome).toBe("credential");
  expect(renewed.credential).not.toEqual(first.credential);
});

describe.each([
  "token-outage",
  "token-rate-limited",
  "token-reset",
  "token-slow",
  "outage",
  "reset",
  "slow",
  "bad-gateway",
])("with %s", (scenario) => {
  test("a worker is told when to ask again, and after five failures the registry is left alone", async () => {
    registry.play(scenario);
    for (let failure = 0; failure < 5; failure += 1) {
      const answer = await ask();
      expect(answer.status, await answer.clone().text()).toBe(503);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    const sent = registry.requests.length;
    const crowd = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(crowd.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503));
    expect(registry.requests.length).toBe(sent);
    registry.play(null);
    expect((await ask()).status).toBe(503);
    acme.advance(30_000);
    expect((await given()).outcome).toBe("credential");
    // Trouble never marks the secret as bad.
    expect(acme.rows("select health_state from registry")).toEqual([
      { health_state: "not-checked" },
    ]);
  });
});

test("a token service that says when to come back is left alone until then", async () => {
  registry.play("token-rate-limited-a-minute");
  const first = await ask();
  expect([first.status, first.headers.get("retry-after")]).toEqual([503, "60"]);
  const sent = registry.requests.length;
  acme.advance(30_000);
  expect((await ask()).headers.get("retry-after")).toBe("30");
  expect(registry.requests.length).toBe(sent);
});

test("a secret that is wrong is not tried anew for every worker", async () => {
  await addRegistry(acme.owner, registry, {
    name: "Wrong",
    secret: { password: "not-the-right-one" },
    patterns: [`${registry.host}/other/*`],
  });
  const before = tokenRequests();
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => given("other/app")),
    given("other/app"),
  ]);
  expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(["registry_failing"]));
  await given("other/app");
  expect((await given("other/train")).reason).toBe("registry_failing");
  expect(tokenRequests() - before).toBe(1);
});

test("a token that is the stored secret in disguise counts as handing that out", async () => {
  registry.play("token-is-secret");
  const refused = await given();
  expect(refused).toMatchObject({ outcome: "refused", reason: "stored_secret_not_handed_out" });
  expect(JSON.stringify(refused)).not.toContain(Buffer.from(pair.secret).toString("base64"));
});

test("pausing, resuming and removing a registry act on the very next request, whatever is kept", async () => {
  const [{ id } = { id: "" }] = (
    await acme.owner.ok("GET /organizations/{org}/registries", { params: org })
  ).registries;
  const params = { ...org, id };
  expect((await given()).outcome).toBe("credential");
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params,
    body: { version: 1 },
  });
  expect(await given()).toMatchObject({ outcome: "refused", reason: "registry_paused" });
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/resume", {
    params,
    body: { version: 2 },
  });
  expect((await given()).outcome).toBe("credential");
  await acme.owner.ok("DELETE /organizations/{org}/registries/{id}", {
    params,
    query: { version: 3 },
  });
  expect(await given()).toMatchObject({ outcome: "anonymous", match: null });
});

test("a registry that answers slowly holds a part of the places, and others are answered meanwhile", async () => {
  const quick = await startRegistry("standard-token");
  const other = await startAcme({
    allow: [registry.host, quick.host],
    outbound: { limits: { headersMs: 15_000, requestMs: 15_000 } },
  });
  try {
    await addRegistry(other.owner, registry);
    await addRegistry(other.owner, quick, { name: "Quick" });
    const { worker: both } = await addWorker(other);
    const askFor = async (host: string) =>
      await both.call("POST /worker/pulls", { body: { image: `${host}/team/app:1` } });
    registry.play("token-slow");
    const answers = Array.from({ length: 402 }, () => askFor(registry.host));
    const told = await Promise.race(answers);
    expect([told.status, told.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await told.text()).toContain("So many workers wait for its answer already");
    expect((await askFor(quick.host)).status).toBe(201);
  } finally {
    await other.close();
    await quick.close();
  }
});

/** Lets a registry be asked for longer than an answer may rest on what was decided before. */
function whileAsked(during: () => Promise<void>) {
  const { pullCredentials } = acme.deps;
  const forImage = pullCredentials.forImage.bind(pullCredentials);
  vi.spyOn(pullCredentials, "forImage").mockImplementationOnce(async (...asked) => {
    const obtained = await forImage(...asked);
    await during();
    await new Promise((resolve) => setTimeout(resolve, 550));
    return obtained;
  });
}

test("what was decided before a registry was asked for long is decided again behind it", async () => {
  const project = await addProject(acme.owner, "train");
  const { worker: second } = await addWorker(acme, project, { name: "gpu-4" });
  const askAsSecond = () =>
    second.call("POST /worker/pulls", { body: { image: `${registry.host}/team/app:1` } });
  whileAsked(async () => {
    await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
      params: { ...org, id: await registryId() },
      body: { version: 1 },
    });
  });
  const paused = await given();
  expect(paused).toMatchObject({ outcome: "refused", reason: "registry_paused" });
  expect(paused.credential).toBeUndefined();
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/resume", {
    params: { ...org, id: await registryId() },
    body: { version: 2 },
  });

  whileAsked(async () => {
    await acme.owner.ok("DELETE /organizations/{org}/projects/{id}", {
      params: { ...org, id: project.id },
    });
  });
  const removed = (await (await askAsSecond()).json()) as WorkerPullAnswer;
  expect(removed).toMatchObject({ outcome: "refused", reason: "project_required", match: null });
  expect((await pulls())[0]).toMatchObject({ project: null, registry: null });

  const written = (await pulls()).length;
  whileAsked(async () => {
    await acme.owner.ok("DELETE /organizations/{org}/worker-tokens/{id}", {
      params: { ...org, id: tokenId },
    });
  });
  expect((await ask()).status).toBe(401);
  expect(await pulls()).toHaveLength(written);
});

test("a registry that is asked for long gives what it gave where nothing has changed", async () => {
  whileAsked(async () => {});
  expect((await given()).outcome).toBe("credential");
  expect(tokenRequests()).toBeGreaterThan(0);
  expect(await pulls()).toHaveLength(1);
});

test("a server whose clock is a day off hands out what lives no longer than it was given", async () => {
  const life = async () => Date.parse((await given()).expiresAt ?? "") - Date.now();
  expect(await life()).toBeLessThanOrEqual(300_000);
  acme.advance(86_400_000);
  expect(await life()).toBeLessThanOrEqual(300_000);
  acme.advance(-2 * 86_400_000);
  expect(await life()).toBeLessThanOrEqual(300_000);
});
