import { afterAll, beforeAll, expect, test } from "vitest";
import { scriptedResolver } from "../src/egress/testing/scripted-resolver.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry } from "./support/registry.ts";

const theirs = "10.20.30.40:5000";
const ours = "127.0.0.1:5999";

let acme: Acme;
beforeAll(async () => {
  const { resolver } = scriptedResolver({
    "registry.test": ["93.184.216.34"],
    "inside.test": ["10.1.2.3"],
  });
  acme = await startAcme({ allow: [theirs, ours], outbound: { resolver } });
  await addRegistry(acme.owner, { host: ours }, { name: "Ours" });
});
afterAll(() => acme.close());

const attempt = (host: string, client = acme.owner) =>
  client.call("POST /organizations/{org}/outbound-policy/trial", { params: org, body: { host } });

test("the outbound policy tells of this organization's registries, and never what the operator's entries name", async () => {
  const policy = await acme.owner.ok("GET /organizations/{org}/outbound-policy", { params: org });
  expect(policy).toMatchObject({
    opened: { hosts: true, networks: false, plainText: true },
    limits: { resolveMs: 2_000, requestMs: 15_000 },
    registries: [{ name: "Ours", hosts: [ours] }],
  });
  expect(JSON.stringify(policy)).not.toContain("10.20.30.40");
  const stranger = await acme.stranger();
  const [other] = (await stranger.ok("GET /session", {})).organizations;
  const elsewhere = await stranger.ok("GET /organizations/{org}/outbound-policy", {
    params: { org: other?.slug ?? "" },
  });
  expect(elsewhere.registries).toEqual([]);
});

test("a host is tried by the rules of every dial, and what a name leads to is not told", async () => {
  const verdictOf = async (host: string) => {
    const answer = await attempt(host);
    expect(answer.status, host).toBe(200);
    const { verdict, rule, scheme } = (await answer.json()) as Record<string, string>;
    return [verdict, rule, scheme];
  };
  expect(await verdictOf("Registry.test")).toEqual(["allowed", "public", "https"]);
  expect(await verdictOf(ours)).toEqual(["allowed", "entry", "http"]);
  expect(await verdictOf("127.0.0.1:6000")).toEqual(["refused", "loopback", "https"]);
  expect(await verdictOf("inside.test")).toEqual(["refused", "address", "https"]);
  expect(await verdictOf("missing.test")).toEqual(["unknown", "no-such-name", "https"]);
  const wrong = await attempt("https://registry.test");
  expect(wrong.status).toBe(422);
  expect(await wrong.json()).toMatchObject({ error: { issues: [{ path: "host" }] } });
});

test("trials share the pace of probes", async () => {
  const other = await startAcme();
  try {
    const statuses: number[] = [];
    for (let turn = 0; turn < 31; turn += 1) {
      const answer = await attempt("127.0.0.1:6000", other.owner);
      statuses.push(answer.status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  } finally {
    await other.close();
  }
});

test("the page about the installation names its version, tables and keys, and no place on the server", async () => {
  const read = () => acme.owner.ok("GET /organizations/{org}/instance", { params: org });
  const about = await read();
  expect(about).toMatchObject({
    version: "0.1.0",
    database: { engine: "sqlite", shared: false },
    keys: { earlier: 0, organization: { version: 1 }, recoverable: false },
    lastBackupAt: null,
    mail: false,
    singleSignOn: false,
  });
  expect(about.database.schema).toBe(about.database.known);
  expect(about.parts.map(({ name, ok }) => [name, ok])).toEqual([
    ["database", true],
    ["key", true],
    ["schema", true],
    ["schedule", true],
  ]);
  expect(JSON.stringify(about)).not.toContain(acme.databasePath);
  await acme.store.jobs.ensure([
    { key: "test", kind: "nobody takes it", payload: {}, dueAt: Date.now() - 600_000 },
  ]);
  const [late] = (await read()).parts.filter(({ ok }) => !ok);
  expect(late).toEqual({
    name: "schedule",
    ok: false,
    message: "1 piece of scheduled work is more than five minutes late.",
  });
});
