import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiCall, ApiScope } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { parse, stringify } from "yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommandLine } from "../src/commands/run-command-line.ts";
import { carryOut } from "../src/configuration/carry-out.ts";
import {
  printDocument,
  readDocument,
  type ConfigurationDocument,
} from "../src/configuration/document.ts";
import { makePlan } from "../src/configuration/plan.ts";
import { documentOf, readState } from "../src/configuration/read-state.ts";
import { remoteApi, type RemoteError } from "../src/configuration/remote-api.ts";
import { showPlan } from "../src/configuration/show-plan.ts";
import { publicUrl, startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, pair, startRegistry } from "./support/registry.ts";
import { setUpApp } from "./support/app-code.ts";
import { addProject } from "./support/worker.ts";

const scopes: ApiScope[] = [
  "registries:read",
  "registries:write",
  "projects:read",
  "projects:write",
  "settings:read",
  "settings:write",
];
const secret = "s3cret-of-another-robot";

let registry: FakeRegistry;
let acme: Acme;
let api: ApiCall;

beforeAll(async () => {
  registry = await startRegistry("standard-basic");
  acme = await startAcme({ allow: [registry.host], mailer: async () => {} });
  await addRegistry(acme.owner, registry, { name: "Team" });
  await addProject(acme.owner, "vision");
  api = await apiWith(scopes);
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

async function apiWith(wanted: ApiScope[], slug = "acme"): Promise<ApiCall> {
  const { token } = await acme.owner.ok("POST /organizations/{org}/api-tokens", {
    params: { org: slug },
    body: { name: "git", scopes: wanted, expiresInDays: 1 },
  });
  const send = (url: string | URL | Request, init?: RequestInit) =>
    Promise.resolve(acme.app.request(new Request(url, init)));
  return remoteApi({ url: publicUrl, token, send });
}

const exported = async () => documentOf(await readState(api, "acme"));

async function apply(
  document: ConfigurationDocument,
  {
    prune = false,
    variables = {},
    allowed = [],
  }: { prune?: boolean; variables?: Record<string, string>; allowed?: string[] } = {},
) {
  const state = await readState(api, "acme");
  const plan = makePlan(document, state, { prune, variables: { values: variables, allowed } });
  const lines = showPlan(plan);
  const outcomes = await carryOut(api, "acme", plan.steps);
  return { lines, problems: outcomes.flatMap(({ problem }) => problem ?? []) };
}

/** The file as somebody has changed it. */
async function edited(change: (document: ConfigurationDocument) => void) {
  const document = await exported();
  change(document);
  const read = readDocument(printDocument("acme", document));
  if (!read.ok) throw new Error(read.problems.join());
  return read.document;
}

const team = (document: ConfigurationDocument) => {
  const found = document.registries?.find(({ name }) => name === "Team");
  if (found === undefined) throw new Error("no Team");
  return found;
};

test("what is exported holds no secret, and applying it changes nothing", async () => {
  const text = printDocument("acme", await exported());
  expect(text).not.toContain(pair.secret);
  expect(text).toContain("name: Team");
  expect(parse(text)).toMatchObject({
    berth: 1,
    registries: [{ name: "Team", type: "standard", patterns: [`${registry.host}/team/*`] }],
    projects: [{ name: "vision", owner: "organization" }],
  });
  const before = acme.rows("select count(*) as n from audit_event")[0]?.["n"];
  const { lines } = await apply(await edited(() => {}));
  expect(lines).toEqual(["Everything is as the file says."]);
  expect(acme.rows("select count(*) as n from audit_event")[0]?.["n"]).toBe(before);
});

test("changes are shown, done under the token's name, and done once", async () => {
  const document = await edited((file) => {
    Object.assign(team(file), {
      patterns: [`${registry.host}/team/*`, `${registry.host}/other/*`],
      servesHostOnly: true,
      rotateAfterDays: 90,
      paused: true,
      testImage: `${registry.host}/team/app:1`,
      expectations: [`${registry.host}/team/app`],
    });
    file.projects?.push({ name: "speech", owner: "aino@example.com", members: [] });
  });
  const { lines, problems } = await apply(document);
  expect(problems).toEqual([]);
  expect(lines).toEqual([
    "~ registry 'Team'",
    `    pattern + ${registry.host}/other/*`,
    `    testImage: nothing → ${registry.host}/team/app:1`,
    "    servesHostOnly: false → true",
    "    rotateAfterDays: nothing → 90",
    "    paused",
    `    expectation + ${registry.host}/team/app`,
    "+ project 'speech'",
    "    owner: aino@example.com",
    "Plan: 1 to add, 1 to change, 0 to delete.",
  ]);
  expect((await apply(document)).lines).toEqual(["Everything is as the file says."]);
  expect(acme.rows("select distinct actor_kind, actor_name from audit_event")).toContainEqual({
    actor_kind: "api-token",
    actor_name: "git",
  });
  const back = await edited((file) => {
    Object.assign(team(file), { paused: false, expectations: [], rotateAfterDays: null });
  });
  expect((await apply(back)).problems).toEqual([]);
  expect(team(await exported())).toMatchObject({ paused: false, expectations: [] });
});

test("a name in another Unicode form is the same name, and pruning deletes nothing for it", async () => {
  const name = "Größe".normalize("NFC");
  const { id } = await addRegistry(acme.owner, registry, {
    name,
    patterns: [`${registry.host}/size/*`],
  });
  const project = await addProject(acme.owner, name);
  const document = await edited((file) => {
    for (const entry of [...(file.registries ?? []), ...(file.projects ?? [])]) {
      if (entry.name === name) entry.name = name.normalize("NFD");
    }
  });
  const { lines, problems } = await apply(document, { prune: true });
  expect(problems).toEqual([]);
  expect(lines.at(-1)).toBe("Plan: 0 to add, 2 to change, 0 to delete.");
  await acme.owner.ok("GET /organizations/{org}/registries/{id}", { params: { ...org, id } });
  const { projects } = await acme.owner.ok("GET /organizations/{org}/projects", { params: org });
  expect(projects.map((one) => one.id)).toContain(project.id);
  const without = await edited((file) => {
    const others = (entry: { name: string }) => entry.name !== name.normalize("NFD");
    file.registries = file.registries?.filter(others);
    file.projects = file.projects?.filter(others);
  });
  expect((await apply(without, { prune: true })).problems).toEqual([]);
});

test("a personal project stays its person's where the file says nothing of an owner", async () => {
  const { user } = await acme.owner.ok("GET /session", {});
  const owner = { kind: "person" as const, personId: user.id };
  const own = await addProject(acme.owner, "own sketch", { owner });
  const document = await edited((file) => {
    for (const entry of file.projects ?? []) if (entry.name === "own sketch") delete entry.owner;
  });
  expect((await apply(document)).lines).toEqual(["Everything is as the file says."]);
  await acme.owner.ok("DELETE /organizations/{org}/projects/{id}", {
    params: { ...org, id: own.id },
  });
});

test("alert channels and settings go along without secrets, and what is secret is done by hand", async () => {
  const address = `http://${registry.host}/hook/T0KEN-of-the-channel`;
  const { signingSecret } = await acme.owner.ok("POST /organizations/{org}/alert-channels", {
    params: org,
    body: { kind: "webhook", name: "On call", events: ["secret.expired"], secretUrl: address },
  });
  const text = printDocument("acme", await exported());
  for (const kept of ["T0KEN", signingSecret ?? "none"]) expect(text).not.toContain(kept);
  expect(parse(text)).toMatchObject({
    alertChannels: [
      { name: "On call", kind: "webhook", host: registry.host, events: ["secret.expired"] },
    ],
    settings: { pullsKeptDays: 90 },
  });

  const document = await edited((file) => {
    file.settings = { pullsKeptDays: 30 };
    Object.assign(file.alertChannels?.[0] ?? {}, { events: ["registry.failing"], paused: true });
    file.alertChannels?.push(
      { name: "Night", kind: "email", recipients: ["n@example.com"], events: ["secret.expired"] },
      { name: "Chat", kind: "slack", host: "hooks.slack.com", events: ["secret.expired"] },
    );
  });
  const { lines, problems } = await apply(document);
  expect(problems).toEqual([]);
  expect(lines).toEqual([
    "~ alert channel 'On call'",
    "    event + registry.failing",
    "    event - secret.expired",
    "    paused",
    "+ alert channel 'Night'",
    "    recipient + n@example.com",
    "    event + secret.expired",
    "! alert channel 'Chat'",
    expect.stringMatching(/By hand: add it under Settings › Alerts .* on hooks.slack.com/),
    "~ settings 'organization'",
    "    pullsKeptDays: 90 → 30; older pulls are deleted within hours",
    "Plan: 1 to add, 2 to change, 0 to delete, 1 that can't be done.",
  ]);
  const rest = await apply(document);
  expect(rest.lines[0]).toBe("! alert channel 'Chat'");
  expect(rest.lines).toHaveLength(3);

  const moved = await edited((file) => {
    Object.assign(file.alertChannels?.find(({ name }) => name === "On call") ?? {}, {
      host: "elsewhere.example.com",
    });
  });
  expect((await apply(moved)).lines[1]).toContain("Enter its address under Settings › Alerts");

  const blind = await apiWith(["registries:read", "projects:read"]);
  const unseen = documentOf(await readState(blind, "acme"));
  expect(unseen).not.toHaveProperty("alertChannels");
  const none = await edited((file) => {
    file.alertChannels = [];
    file.settings = { pullsKeptDays: 90 };
  });
  const gone = await apply(none, { prune: true });
  expect(gone.lines).toContain("- alert channel 'Night'");
  expect((await exported()).alertChannels).toEqual([]);
});

test("a new registry takes its secret from a variable, and so does one whose destination moves", async () => {
  const host = registry.host.replace("127.0.0.1", "localhost");
  const document = await edited((file) => {
    file.registries?.push({
      name: "Robots",
      type: "standard",
      settings: { preset: "plain", tls: "http", host: registry.host, username: "robot" },
      patterns: [`${registry.host}/robots/*`],
      secretFrom: { password: { env: "BERTH_SECRET_ROBOT" } },
    });
  });
  const without = await apply(document);
  expect(without.lines.join("\n")).toContain("The variable BERTH_SECRET_ROBOT is not set.");
  expect((await exported()).registries).toHaveLength(1);
  const variables = { BERTH_SECRET_ROBOT: secret };
  const { lines, problems } = await apply(document, { variables });
  expect(problems).toEqual([]);
  expect(lines.join("\n")).not.toContain(secret);
  expect((await apply(document)).lines).toEqual(["Everything is as the file says."]);

  const moved = await edited((file) => {
    const robots = file.registries?.find(({ name }) => name === "Robots");
    Object.assign(robots ?? {}, {
      settings: { ...robots?.settings, username: "robot2" },
      secretFrom: undefined,
    });
  });
  const refused = await apply(moved);
  expect(refused.lines.join("\n")).toContain("so it is needed again. Say where it comes from");
  const again = { ...moved, registries: moved.registries?.map((one) => one) };
  const robots = again.registries?.find(({ name }) => name === "Robots");
  Object.assign(robots ?? {}, { secretFrom: { password: { env: "BERTH_SECRET_ROBOT" } } });
  expect((await apply(again, { variables })).problems).toEqual([]);
  expect(host).not.toBe(registry.host);
  const everything = JSON.stringify(acme.rows("select * from audit_event")) + acme.logText();
  expect(everything).not.toContain(secret);
});

test("a file reaches no variable but those that are meant for it", async () => {
  const document = await edited((file) => {
    file.registries?.push({
      name: "Stray",
      type: "standard",
      settings: { preset: "plain", tls: "http", host: registry.host, username: "robot" },
      patterns: [`${registry.host}/stray/*`],
      secretFrom: { password: { env: "AWS_SECRET_ACCESS_KEY" } },
    });
  });
  const variables = { AWS_SECRET_ACCESS_KEY: "not-for-a-registry-4711" };
  const refused = await apply(document, { variables });
  expect(refused.lines.join("\n")).toContain(
    "The file may not read the variable AWS_SECRET_ACCESS_KEY, because its name doesn't begin with BERTH_SECRET_.",
  );
  expect(refused.lines.join("\n")).toContain("--allow-variable AWS_SECRET_ACCESS_KEY");
  expect(refused.lines.join("\n")).not.toContain(variables.AWS_SECRET_ACCESS_KEY);
  expect((await exported()).registries?.map(({ name }) => name)).not.toContain("Stray");
  const allowed = await apply(document, { variables, allowed: ["AWS_SECRET_ACCESS_KEY"] });
  expect(allowed.problems).toEqual([]);
  const gone = await edited((file) => {
    file.registries = file.registries?.filter(({ name }) => name !== "Stray");
  });
  expect((await apply(gone, { prune: true })).problems).toEqual([]);
});

test("two registries may swap their patterns, and what is only in Berth goes when asked for", async () => {
  const swapped = await edited((file) => {
    const [one, other] = file.registries ?? [];
    if (one === undefined || other === undefined) throw new Error("not two registries");
    [one.patterns, other.patterns] = [
      [`${registry.host}/a/*`],
      [`${registry.host}/team/*`, `${registry.host}/other/*`],
    ];
    one.expectations = [];
    one.testImage = null;
    other.testImage = null;
  });
  expect((await apply(swapped)).problems).toEqual([]);
  const less = await edited((file) => {
    file.registries = file.registries?.filter(({ name }) => name === "Team");
    file.projects = [];
  });
  const kept = await apply(less);
  expect(kept.lines).toContain(
    "  registry 'Robots' is only in Berth and stays (--prune deletes it)",
  );
  expect((await exported()).registries).toHaveLength(2);
  expect((await apply(less, { prune: true })).problems).toEqual([]);
  expect(await exported()).toMatchObject({ registries: [{ name: "Team" }], projects: [] });
});

test("a file that can't be right says where, and settings that the type refuses are told before anything is done", async () => {
  const problems = (text: string) => {
    const read = readDocument(text);
    return read.ok ? [] : read.problems;
  };
  expect(problems("")).toEqual(["line 1: This file begins with 'berth: 1'."]);
  expect(problems("berth: 1\n  x: [")).toHaveLength(1);
  expect(problems("berth: 2")).toEqual(["berth: This file begins with 'berth: 1'."]);
  const twice = { name: "a", type: "standard", patterns: ["x.io/*"] };
  expect(problems(stringify({ berth: 1, registries: [twice, { ...twice, name: "A" }] }))).toEqual([
    "registries.1.name: This stands in the file for the second time.",
  ]);
  const numbered = (externalId: string) => ({ name: `of ${externalId}`, externalId });
  // Another system's ids are its own: there these two differ.
  expect(
    problems(
      stringify({ berth: 1, projects: [{ ...numbered("a1") }, { ...numbered("A1"), name: "B" }] }),
    ),
  ).toEqual([]);
  const inline = { ...twice, secret: { password: secret } };
  expect(problems(stringify({ berth: 1, registries: [inline] })).join()).not.toContain(secret);
  const wrong = await edited((file) => {
    team(file).settings["host"] = "not a host";
    file.projects = [{ name: "x", owner: "nobody@example.com" }];
  });
  const { lines } = await apply(wrong);
  expect(lines.join("\n")).toContain("settings.host: ");
  expect(lines.join("\n")).toContain("Nobody in the organization has the address nobody@");
  expect(lines.at(-1)).toBe("Plan: 0 to add, 0 to change, 0 to delete, 2 that can't be done.");
});

test("pull-through caches are mapped, moved and unmapped, and what can't be one is told before anything is done", async () => {
  const document = await edited((file) => {
    file.imageMappings?.push(
      { from: "index.docker.io/", to: `${registry.host}/hub` },
      { from: "ghcr.io/acme", to: "ghcr.io/acme/cache" },
      { from: "quay.io/*", to: `${registry.host}/quay` },
    );
  });
  expect((await apply(document)).lines).toEqual([
    "+ pull-through cache 'docker.io'",
    `    pulled as: ${registry.host}/hub`,
    "! pull-through cache 'ghcr.io/acme'",
    expect.stringContaining("A cache has a name of its own"),
    "! pull-through cache 'quay.io/*'",
    expect.stringContaining("Each side is a host"),
    "Plan: 1 to add, 0 to change, 0 to delete, 2 that can't be done.",
  ]);
  expect((await exported()).imageMappings).toEqual([
    { from: "docker.io", to: `${registry.host}/hub` },
  ]);
  const moved = await edited((file) => {
    file.imageMappings = [{ from: "Docker.io", to: `${registry.host}/cache` }];
  });
  expect((await apply(moved)).lines[1]).toBe(
    `    pulled as: ${registry.host}/hub → ${registry.host}/cache`,
  );
  expect((await apply(moved, { prune: true })).lines).toEqual(["Everything is as the file says."]);
  const gone = await edited((file) => void (file.imageMappings = []));
  expect((await apply(gone)).lines[0]).toContain("pull-through cache 'docker.io' is only in Berth");
  expect((await apply(gone, { prune: true })).problems).toEqual([]);
  expect((await exported()).imageMappings).toEqual([]);
});

test("a whole organization goes into a file, and from there into an empty one that then exports the same file", async () => {
  await setUpApp(acme, acme.owner);
  const security = { managersNeedSecondFactor: true };
  await acme.owner.ok("PUT /organizations/{org}/security-settings", {
    params: org,
    body: security,
  });
  await acme.owner.ok("PUT /organizations/{org}/projects/by-external-id/{externalId}", {
    params: { ...org, externalId: "prj-17" },
    body: { name: "numbered", owner: { kind: "organization" } },
  });
  const filled = await edited((file) => {
    Object.assign(team(file), {
      servesHostOnly: true,
      handOutStored: true,
      paused: true,
      expectations: [`${registry.host}/team/app`],
    });
    file.projects?.push({ name: "own", owner: "aino@example.com", members: ["aino@example.com"] });
    file.alertChannels = [
      {
        name: "Night",
        kind: "email",
        recipients: ["n@example.com"],
        events: ["secret.expired"],
        paused: true,
      },
    ];
    file.imageMappings = [
      { from: "docker.io", to: `${registry.host}/hub` },
      { from: "ghcr.io/acme", to: `${registry.host}/ghcr` },
    ];
    file.settings = { ...file.settings, pullsKeptDays: 365 };
  });
  expect((await apply(filled)).problems).toEqual([]);
  const whole = await exported();
  expect(whole.projects).toContainEqual(expect.objectContaining({ externalId: "prj-17" }));

  const { organization } = await acme.owner.ok("POST /organizations", {
    body: { name: "Globex" },
  });
  const target = { org: organization.slug };
  const there = await apiWith(scopes, target.org);
  const file = readDocument(
    printDocument(target.org, {
      ...whole,
      registries: whole.registries?.map((one) => ({
        ...one,
        secretFrom: { password: { env: "BERTH_SECRET_ROBOT" } },
      })),
    }),
  );
  if (!file.ok) throw new Error(file.problems.join());
  const planned = async () =>
    makePlan(file.document, await readState(there, target.org), {
      prune: true,
      variables: { values: { BERTH_SECRET_ROBOT: secret }, allowed: [] },
    });
  const first = await planned();
  const outcomes = await carryOut(there, target.org, first.steps);
  expect(outcomes.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  expect(showPlan(await planned())).toEqual(["Everything is as the file says."]);
  expect(documentOf(await readState(there, target.org))).toEqual(whole);
});

test("apply has a second factor asked for, under the token's name, and never stops asking for it", async () => {
  await acme.owner.ok("PUT /organizations/{org}/security-settings", {
    params: org,
    body: { managersNeedSecondFactor: false },
  });
  const asking = await edited((file) => {
    file.settings = { ...file.settings, managersNeedSecondFactor: true };
  });
  const done = await apply(asking);
  expect(done).toEqual({
    lines: [
      "~ settings 'organization'",
      expect.stringMatching(/managersNeedSecondFactor: false → true; owners and admins without/),
      "Plan: 0 to add, 1 to change, 0 to delete.",
    ],
    problems: [],
  });
  expect((await apply(asking)).lines).toEqual(["Everything is as the file says."]);
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { action: "organization.set-security" },
  });
  expect(events[0]).toMatchObject({ actor: { kind: "api-token", name: "git" } });

  const resting = await edited((file) => {
    file.settings = { ...file.settings, managersNeedSecondFactor: false };
  });
  expect((await apply(resting)).lines).toEqual([
    "! settings 'organization'",
    expect.stringMatching(/true → false. By hand: no token may .* Settings › Security/),
    "Plan: 0 to add, 0 to change, 0 to delete, 1 that can't be done.",
  ]);
  const past = api("PUT /organizations/{org}/security-settings", {
    params: org,
    body: { managersNeedSecondFactor: false },
  });
  await expect(past).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("No API token may stop asking"),
  });
  expect((await exported()).settings?.managersNeedSecondFactor).toBe(true);
});

test("a token that is too narrow, and a wrong organization, say so", async () => {
  const narrow = await apiWith(["projects:read"]);
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (err: unknown) => err as RemoteError,
    );
  expect(await refusal(readState(narrow, "acme"))).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("registries:read"),
  });
  expect(await refusal(readState(api, "globex"))).toMatchObject({ code: "not_found" });
});

test("the commands say what they lack, and never the token", async () => {
  const folder = await mkdtemp(join(tmpdir(), "berth-apply-"));
  const run = async (words: string[], env: Record<string, string> = {}) => {
    const notes: string[] = [];
    const note = (text: string) => void notes.push(text);
    const context = { env: { ...env }, cwd: folder, output: { line: note, note } };
    const code = await runCommandLine(words, context);
    return { code, text: notes.join("\n") };
  };
  const token = "brth_a_not-a-real-one";
  const there = { BERTH_URL: "http://127.0.0.1:9", BERTH_ORGANIZATION: "acme" };
  try {
    expect(await run(["export"])).toMatchObject({
      code: 78,
      text: expect.stringContaining("--url"),
    });
    expect((await run(["export"], there)).text).toContain("BERTH_API_TOKEN holds no API token");
    const full = { ...there, BERTH_API_TOKEN: token };
    expect((await run(["export"], { ...full, BERTH_URL: "http://127.berth.test" })).text).toContain(
      "plain text",
    );
    expect((await run(["export", "-o", "No Such"], full)).text).toContain("--organization");
    expect(await run(["apply", "nothing.yaml"], { ...full })).toMatchObject({
      code: 64,
      text: expect.stringContaining("there is no such file"),
    });
    await writeFile(join(folder, "bad.yaml"), "registries: 1");
    expect((await run(["apply", "bad.yaml"], { ...full })).code).toBe(64);
    await writeFile(join(folder, "good.yaml"), "berth: 1\n");
    const silent = await run(["apply", "good.yaml"], { ...full });
    expect(silent).toMatchObject({ code: 75, text: expect.stringContaining("gives no answer") });
    expect(silent.text).not.toContain(token);
  } finally {
    await rm(folder, { recursive: true });
  }
});
