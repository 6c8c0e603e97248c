import type { ExplainInput, ExplanationView, PatternEdit } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  runCheck,
  settingsFor,
  startRegistry,
} from "./support/registry.ts";
import { addProject, addWorker, personId } from "./support/worker.ts";

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

/** Registries that are never dialled. */
const add = (name: string, host: string, patterns: string[]) =>
  addRegistry(
    acme.owner,
    { host },
    {
      name,
      patterns,
      settings: { preset: "plain", tls: "public", host, username: "robot" },
    },
  );

async function explain(
  client: Client,
  image: string,
  over: Partial<ExplainInput> = {},
): Promise<ExplanationView> {
  const { explanations } = await client.ok("POST /organizations/{org}/explain", {
    params: org,
    body: { images: [image], ...over },
  });
  const [first] = explanations;
  if (first === undefined) throw new Error("no explanation");
  return first;
}

const marks = (explanation: ExplanationView) =>
  Object.fromEntries(explanation.checks.map(({ id, mark }) => [id, mark]));

describe("explaining", () => {
  test("names the winner, why it won, and why the others did not", async () => {
    await add("Wide", "reg.test", ["reg.test/*"]);
    await add("Narrow", "reg2.test", ["reg2.test/*"]);
    const wide = await explain(acme.owner, "reg.test/team/app:v1");
    expect(wide).toMatchObject({
      canonical: "reg.test/team/app",
      verdict: "uses",
      winner: { pattern: "reg.test/*", registry: { name: "Wide" }, matched: true },
      omitted: 0,
      asOf: null,
      project: null,
    });
    expect(wide.sentence).toMatch(/^Uses 'Wide'\./);
    expect(wide.candidates.map(({ pattern, matched }) => [pattern, matched])).toEqual([
      ["reg.test/*", true],
      ["reg2.test/*", false],
    ]);
    expect(wide.candidates[1]?.reason).toContain("reg2");
    expect(wide.winner?.spans.map(({ kind }) => kind)).toEqual(["literal", "star"]);
  });

  test("answers the four checks in their order, each with what it rests on", async () => {
    const saved = await addRegistry(acme.owner, registry, {
      patterns: [`${registry.host}/team/*`],
    });
    const project = await addProject(acme.owner, "train-prod");
    const image = `${registry.host}/team/app:1`;
    const before = await explain(acme.owner, image, { project: project.id });
    expect(before.checks.map(({ id }) => id)).toEqual([
      "configured",
      "covered",
      "organization",
      "readable",
    ]);
    expect(marks(before)).toEqual({
      configured: "pass",
      covered: "pass",
      organization: "pass",
      readable: "not-checked",
    });
    expect(marks(await explain(acme.owner, image))["organization"]).toBe("cannot-tell");

    const check = await runCheck(acme.owner, { subject: "registry", registryId: saved.id, image });
    const after = await explain(acme.owner, image, { project: project.id });
    expect(marks(after)["readable"]).toBe("pass");
    expect(after.checks[3]?.link).toEqual({ kind: "check", id: check.id });
    const member = await acme.as("member");
    const toMember = (await explain(member, image)).checks;
    expect(toMember[3]?.link).toBeNull();
    // When a secret was set and when it ends is kept from members everywhere.
    expect(toMember[0]?.text).toMatch(/^'[^']+' is set up\.$/);

    await runCheck(acme.owner, {
      subject: "registry",
      registryId: saved.id,
      image: `${registry.host}/team/none:1`,
    });
    const missing = await explain(acme.owner, `${registry.host}/team/none:1`);
    expect(["cannot-tell", "fail"]).toContain(marks(missing)["readable"]);
  });

  test("a worker's pull proves that the image can be read", async () => {
    await addRegistry(acme.owner, registry, { patterns: [`${registry.host}/team/*`] });
    const { worker } = await addWorker(acme);
    const image = `${registry.host}/team/app:1`;
    const { pull } = await worker.ok("POST /worker/pulls", { body: { image } });
    await worker.ok("PATCH /worker/pulls/{id}", {
      params: { id: pull },
      body: { status: "succeeded", digest: `sha256:${"b".repeat(64)}` },
    });
    const answer = await explain(acme.owner, image);
    expect(answer.checks[3]).toMatchObject({ mark: "pass", text: "Pulled just now with 'gpu-3'." });
  });

  test("a personal project, a pause, nothing that matches and no image at all each get their verdict", async () => {
    const saved = await add("Wide", "reg.test", ["reg.test/team/*"]);
    const id = await personId(acme.owner);
    const personal = await addProject(acme.owner, "demo", {
      owner: { kind: "person", personId: id },
    });
    const mine = await explain(acme.owner, "reg.test/team/x", { project: personal.id });
    expect(mine.verdict).toBe("not-available");
    expect(mine.sentence).toContain("personal project");
    expect(marks(mine)["organization"]).toBe("fail");

    const none = await explain(acme.owner, "reg.test/teams/x");
    expect(none.verdict).toBe("no-credential");
    expect(marks(none)).toMatchObject({
      configured: "pass",
      covered: "fail",
      readable: "not-checked",
    });
    expect(none.checks[1]?.link).toEqual({ kind: "registry", id: saved.id });

    const unreadable = await explain(acme.owner, "reg.test/Team");
    expect(unreadable).toMatchObject({ verdict: "unreadable", canonical: null, winner: null });

    await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
      params: { ...org, id: saved.id },
      body: { version: 1 },
    });
    const paused = await explain(acme.owner, "reg.test/team/x");
    expect(paused.verdict).toBe("refused");
    expect(marks(paused)["configured"]).toBe("fail");
  });

  test("without any registry says so", async () => {
    const answer = await explain(acme.owner, "reg.test/team/x");
    expect(answer.verdict).toBe("no-credential");
    expect(answer.checks[0]).toMatchObject({
      mark: "fail",
      text: "No registry is set up for this organization.",
    });
  });

  test("yesterday's answer is given as it was then", async () => {
    const saved = await add("Wide", "reg.test", ["reg.test/old/*"]);
    const then = new Date(Date.now() + 1000).toISOString();
    acme.advance(60_000);
    await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
      params: { ...org, id: saved.id },
      body: { version: 1, name: "Renamed", patterns: ["reg.test/new/*"] },
    });
    expect((await explain(acme.owner, "reg.test/old/x")).verdict).toBe("no-credential");
    const past = await explain(acme.owner, "reg.test/old/x", { asOf: then });
    expect(past).toMatchObject({
      verdict: "uses",
      winner: { registry: { name: "Wide" } },
      asOf: then,
    });
    const before = await explain(acme.owner, "reg.test/old/x", {
      asOf: "2020-01-01T00:00:00.000Z",
    });
    expect(before.verdict).toBe("no-credential");
  });

  test("a secret that had ended is why a pull got none then, and its replacement is told apart", async () => {
    const end = new Date(Date.now() + 60_000).toISOString();
    const settings = { preset: "plain", tls: "public", host: "reg.test", username: "robot" };
    const over = { name: "Wide", settings, patterns: ["reg.test/*"], expiryAt: end };
    const { id, version } = await addRegistry(acme.owner, { host: "reg.test" }, over);
    const image = "reg.test/team/app";
    const before = new Date(Date.now() + 30_000).toISOString();
    const after = new Date(Date.now() + 90_000).toISOString();
    acme.advance(120_000);
    const then = (asOf: string) => explain(acme.owner, image, { asOf });
    expect(await then(before)).toMatchObject({ verdict: "uses" });
    const ended = await then(after);
    expect(ended).toMatchObject({
      verdict: "refused",
      sentence: "No credential. 'Wide' served this image, but its secret had expired by then.",
    });
    expect(ended.checks[0]).toMatchObject({
      mark: "fail",
      text: "'Wide' was set up, but its secret had expired by then.",
    });
    await acme.owner.ok("PUT /organizations/{org}/registries/{id}/secret", {
      params: { ...org, id },
      body: { version, secret: { password: "another-secret" }, reasonUnchecked: "a test" },
    });
    expect((await then(after)).checks[0]).toMatchObject({
      mark: "pass",
      text: "'Wide' was set up then; its secret has been replaced since.",
    });
  });

  test("many images are answered in their order; a project that is not one's own is missing", async () => {
    await add("Wide", "reg.test", ["reg.test/*"]);
    const images = Array.from({ length: 500 }, (_, n) => `reg.test/team/app-${n}`);
    const { explanations } = await acme.owner.ok("POST /organizations/{org}/explain", {
      params: org,
      body: { images, losers: 200 },
    });
    expect(explanations.map(({ image }) => image)).toEqual(images);
    const hidden = await addProject(acme.owner, "hidden");
    const member = await acme.as("member");
    const refused = await member.refused("POST /organizations/{org}/explain", {
      params: org,
      body: { images: ["alpine"], project: hidden.id },
    });
    expect(refused).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("before saving", () => {
  const edit = (over: Partial<PatternEdit>): PatternEdit => ({
    registryId: null,
    type: "standard",
    settings: settingsFor({ host: "reg.test" }),
    patterns: ["reg.test/team/*"],
    ...over,
  });
  const preview = (patternEdit: PatternEdit, images: string[] = []) =>
    acme.owner.ok("POST /organizations/{org}/pattern-preview", {
      params: org,
      body: { edit: patternEdit, images },
    });
  const pulled = async (...images: string[]) => {
    const { worker } = await addWorker(acme);
    for (const image of images) await worker.ok("POST /worker/pulls", { body: { image } });
  };

  test("shows who would win, what is wrong, and what the last 30 days' images would do", async () => {
    const { host } = registry;
    const wide = await addRegistry(acme.owner, registry, { name: "Wide", patterns: [`${host}/*`] });
    await pulled(`${host}/team/app:1`, `${host}/team/train:2`, `${host}/open/tool:1`, "alpine");
    const settings = settingsFor(registry);
    const answer = await preview(
      edit({ settings, patterns: [`${host}/team/*`, `${host}/Bad`, `${host}/team/*`] }),
      [`${host}/team/x`, "ghcr.io/x/y"],
    );
    expect(answer.winners).toEqual([
      { image: `${host}/team/x`, registryName: "this registry", pattern: `${host}/team/*` },
      null,
    ]);
    expect(answer.problems.map(({ index }) => index)).toEqual([1, 2]);
    expect(answer.problems[0]?.at).not.toBeNull();
    expect(answer.effect).toMatchObject({ gain: [], lose: [], unchanged: 2, daysRecorded: 1 });
    const moved = answer.effect.switch.map(({ image }) => image).toSorted();
    expect(moved).toEqual([`${host}/team/app`, `${host}/team/train`]);
    expect(answer.effect.switch[0]).toMatchObject({
      now: { registryName: "Wide" },
      after: { registryName: "this registry" },
      pulls: 1,
    });
    const narrowed = await preview(
      edit({ settings, registryId: wide.id, patterns: [`${host}/open/*`] }),
    );
    expect(narrowed.effect.lose.map(({ image }) => image).toSorted()).toEqual(moved);
    expect(narrowed.effect.unchanged).toBe(2);
  });

  test("warns of a pattern that is taken, can never win, or is overtaken by a paused one", async () => {
    const wide = await add("Wide", "reg.test", ["reg.test/team/*"]);
    const same = await preview(edit({ patterns: ["reg.test/team/*"] }));
    expect(same.overlaps).toContainEqual(
      expect.objectContaining({ kind: "identical", message: "'Wide' already has this pattern." }),
    );
    await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
      params: { ...org, id: wide.id },
      body: { version: 1 },
    });
    const paused = await preview(edit({ patterns: ["reg.test/*"] }), ["reg.test/team/x"]);
    expect(paused.overlaps.map(({ kind }) => kind)).toContain("paused-winner");
  });

  test("a saved expectation stops a save that breaks it, unless a reason is given, which is kept", async () => {
    const saved = await add("Wide", "reg.test", ["reg.test/team/*"]);
    const params = { ...org, id: saved.id };
    const { expectation } = await acme.owner.ok(
      "POST /organizations/{org}/registries/{id}/expectations",
      {
        params,
        body: { image: "reg.test/team/app:v1" },
      },
    );
    expect(expectation.image).toBe("reg.test/team/app");
    const patterns = ["reg.test/other/*"];
    const seen = await preview(edit({ registryId: saved.id, patterns }));
    expect(seen.brokenExpectations).toEqual([
      { image: "reg.test/team/app", registryName: "Wide", after: null },
    ]);
    const broken = await acme.owner.refused("PATCH /organizations/{org}/registries/{id}", {
      params,
      body: { version: 1, patterns },
    });
    expect(broken).toMatchObject({ status: 409, code: "expectation_broken" });
    expect(broken.issues?.[0]?.message).toContain("reg.test/team/app");

    const taking = { ...org };
    const stolen = await acme.owner.refused("POST /organizations/{org}/registries", {
      params: taking,
      body: {
        name: "Thief",
        type: "standard",
        settings: settingsFor({ host: "reg.test" }),
        secret: { password: "some-secret-1" },
        patterns: ["reg.test/team/app"],
        handOutStored: false,
      },
    });
    expect(stolen.code).toBe("expectation_broken");

    await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
      params,
      body: { version: 1, patterns, overrideReason: "the team has moved" },
    });
    const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
      params: org,
      query: { action: "registry.update" },
    });
    expect(events[0]?.changes).toContainEqual({
      field: "overrideReason",
      before: null,
      after: "the team has moved",
    });
  });

  test("an expectation that does not hold now can't be saved; one can be dropped", async () => {
    const saved = await add("Wide", "reg.test", ["reg.test/team/*"]);
    const params = { ...org, id: saved.id };
    const error = await acme.owner.refused(
      "POST /organizations/{org}/registries/{id}/expectations",
      {
        params,
        body: { image: "ghcr.io/x/y" },
      },
    );
    expect(error).toMatchObject({ status: 422, issues: [{ path: "image" }] });
    const { expectation } = await acme.owner.ok(
      "POST /organizations/{org}/registries/{id}/expectations",
      {
        params,
        body: { image: "reg.test/team/app" },
      },
    );
    await acme.owner.ok("DELETE /organizations/{org}/registries/{id}/expectations/{expectation}", {
      params: { ...params, expectation: expectation.id },
    });
    const list = await acme.owner.ok("GET /organizations/{org}/registries/{id}/expectations", {
      params,
    });
    expect(list.expectations).toEqual([]);
    const actions = acme
      .rows("select action from audit_event order by sequence")
      .map(({ action }) => action);
    expect(actions.slice(-2)).toEqual(["expectation.create", "expectation.delete"]);
  });

  test("the deletion's impact names what is lost and what moves", async () => {
    const { host } = registry;
    const wide = await addRegistry(acme.owner, registry, { name: "Wide", patterns: [`${host}/*`] });
    const narrow = await addRegistry(acme.owner, registry, { name: "Narrow" });
    await pulled(`${host}/team/app:1`, `${host}/open/tool:1`);
    const impact = (id: string) =>
      acme.owner.ok("GET /organizations/{org}/registries/{id}/deletion-impact", {
        params: { ...org, id },
      });
    expect(await impact(narrow.id)).toMatchObject({
      switch: [{ image: `${host}/team/app`, after: { registryName: "Wide" } }],
      unchanged: 1,
    });
    expect(await impact(wide.id)).toMatchObject({
      lose: [{ image: `${host}/open/tool`, after: null }],
      unchanged: 1,
    });
  });

  test("more than two hundred patterns in one place are refused", async () => {
    const stars = (from: number) =>
      Array.from({ length: 100 }, (_, n) => `reg.test/team/*-${from + n}`);
    await add("One", "reg.test", stars(0));
    await add("Two", "reg.test", stars(100));
    const error = await acme.owner.refused("POST /organizations/{org}/registries", {
      params: org,
      body: {
        name: "Three",
        type: "standard",
        settings: settingsFor({ host: "reg.test" }),
        secret: { password: "some-secret-1" },
        patterns: ["reg.test/team/*-x"],
        handOutStored: false,
      },
    });
    expect(error).toMatchObject({ status: 422, issues: [{ path: "patterns.0", code: "crowded" }] });
  });
});

test("a pattern counts from the very next question after its save", async () => {
  const saved = await add("Wide", "reg.test", ["reg.test/a/*"]);
  expect((await explain(acme.owner, "reg.test/b/x")).verdict).toBe("no-credential");
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id: saved.id },
    body: { version: 1, patterns: ["reg.test/b/*"] },
  });
  expect((await explain(acme.owner, "reg.test/b/x")).verdict).toBe("uses");
  expect((await explain(acme.owner, "reg.test/a/x")).verdict).toBe("no-credential");
  const entries = await acme.owner.ok("GET /organizations/{org}/pattern-entries", { params: org });
  expect(entries.entries).toMatchObject([
    { pattern: "reg.test/b/*", registryName: "Wide", paused: false },
  ]);
});

test("a spelling that only `berth-worker pull` sees through is said, where the image is served", async () => {
  await add("Prod", "reg.example.com", ["reg.example.com/*"]);
  const notesOf = async (image: string) =>
    (await explain(acme.owner, image, { losers: 0 })).notes.join(" ");
  expect(await notesOf("REG.example.com:443/team/app")).toContain(
    "Write `reg.example.com/team/app` to have it served everywhere.",
  );
  expect(await notesOf("reg.example.com/team/app")).not.toContain("served everywhere");
  expect(await notesOf("Other.example.com:443/app")).not.toContain("served everywhere");
});
