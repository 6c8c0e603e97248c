import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Environment } from "../../src/config/config.ts";
import { entry, t0 } from "../../src/store/contract/sample.ts";
import { knownSchema } from "../../src/store/postgres/migrate.ts";
import {
  startTestDatabases,
  type TestDatabase,
  type TestDatabases,
} from "../support/postgres-databases.ts";
import { boot, type Booted, type Bound } from "../../src/boot/boot.ts";
import { listen } from "../../src/boot/listen.ts";

let databases: TestDatabases;
let database: TestDatabase;
let folder: string;
const open: Booted<Bound>[] = [];

beforeAll(async () => {
  databases = await startTestDatabases();
}, 60_000);
afterAll(() => databases.dispose());
beforeEach(async () => {
  database = await databases.takeEmpty();
  folder = await mkdtemp(join(tmpdir(), "berth-boot-"));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((booted) => booted.close()));
  await database.drop();
  await rm(folder, { recursive: true });
});

async function start(env: Environment = {}): Promise<Booted<Bound>> {
  const booted = await boot({
    env: { BERTH_PORT: "0", BERTH_DATABASE_URL: database.url, ...env },
    cwd: folder,
    onBroken: () => {},
    async bind(config) {
      const server = createServer();
      const { port } = await listen(server, config);
      return { port, close: async () => void server.close() };
    },
  });
  open.push(booted);
  return booted;
}

async function refusal(env: Environment = {}) {
  const err: unknown = await start(env).then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(err).toMatchObject({ name: "StartError" });
  const refused = err as { exitCode: number; line: string };
  expect(refused.line).not.toContain(databases.cluster.password);
  return refused;
}

async function addOwner({ store, vault }: Booted<Bound>): Promise<void> {
  await store.setup.createOwner({
    person: { id: "per_ada", name: "Ada", email: "ada@example.com" },
    account: { id: "acc_1", passwordHash: "x" },
    organization: { id: "org_a", slug: "a", name: "A" },
    memberId: "mem_1",
    orgKey: await vault.newOrgKey("org_a", t0),
    at: t0,
    audit: entry({ action: "organization.create" }),
  });
}

test("four servers that start at once on an empty database become one instance", async () => {
  const servers = await Promise.all(Array.from({ length: 4 }, () => start()));
  const instances = await Promise.all(servers.map(({ store }) => store.instance.read()));
  expect(instances[0]).toMatchObject({ schema: knownSchema() });
  for (const instance of instances) expect(instance).toEqual(instances[0]);
  expect(await database.run("select count(*)::int as n from instance")).toEqual([{ n: 1 }]);
  expect(new Set(servers.map(({ setupToken }) => setupToken?.reveal())).size).toBe(1);
  expect(servers.flatMap(({ notices }) => notices)).toHaveLength(1);
  // Nothing but the key is kept on this machine.
  expect(await readdir(folder)).toEqual(["berth.key"]);
});

test("the address is removed from the environment, and may stand in a file", async () => {
  const file = join(folder, "database-url");
  await writeFile(file, `${database.url}\n`);
  const env: Environment = { BERTH_DATABASE_URL: `file:${file}` };
  await start(env);
  const given: Environment = { BERTH_PORT: "0", BERTH_DATABASE_URL: database.url };
  open.push(
    await boot({
      env: given,
      cwd: folder,
      onBroken: () => {},
      bind: async () => ({ port: 1, close: async () => {} }),
    }),
  );
  expect(given).toEqual({ BERTH_PORT: "0" });
  expect((await refusal({ BERTH_DATABASE_URL: `file:${folder}/none` })).exitCode).toBe(78);
});

test("a second server neither ends the first one's checks nor hides what a dead one left", async () => {
  const first = await start();
  await addOwner(first);
  const running = (id: string, startedAt: number) =>
    first.store.checks.create({
      check: {
        id,
        organizationId: "org_a",
        subject: "form",
        registryId: null,
        registryName: null,
        image: "x",
        startedAt,
        startedBy: null,
        proof: null,
      },
    });
  await running("chk_now", Date.now());
  await running("chk_dead", Date.now() - 90_000);
  const second = await start();
  expect((await second.store.checks.get("org_a", "chk_now"))?.status).toBe("running");
  expect((await second.store.checks.get("org_a", "chk_dead"))?.status).toBe("cancelled");
  expect(second.setupToken).toBeNull();
});

test("C-07: with a wrong key or none a start is refused and changes nothing", async () => {
  await addOwner(await start());
  const rows = () =>
    database.run("select (select count(*) from keyring) as keks, (select wrapped from org_key)");
  const before = await rows();
  const wrong = await refusal({ BERTH_KEY: "env:K", K: Buffer.alloc(32, 7).toString("base64") });
  expect(wrong).toMatchObject({
    exitCode: 78,
    line: expect.stringContaining("Nothing was changed"),
  });
  await rm(join(folder, "berth.key"));
  expect((await refusal()).line).toMatch(/needs its key [0-9a-f]{32}/);
  expect(await rows()).toEqual(before);
});

test("a database of something else, or of a newer version, is refused and left alone", async () => {
  await database.run("create table theirs (a int)");
  expect(await refusal()).toMatchObject({
    exitCode: 65,
    line: expect.stringMatching(/is not Berth's.*Set BERTH_DATABASE_URL/),
  });
  await database.run("drop table theirs");
  await start();
  await database.run(
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)",
  );
  expect(await refusal()).toMatchObject({
    exitCode: 65,
    line: expect.stringContaining("written by a newer Berth"),
  });
});

test("each way in which the server can't be used has its own line and exit code", async () => {
  const at = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return { BERTH_DATABASE_URL: url.href };
  };
  expect(await refusal(at((url) => (url.password = "wrong")))).toMatchObject({
    exitCode: 78,
    line: expect.stringContaining("refuses the user or the password"),
  });
  expect(await refusal(at((url) => (url.pathname = "/nothing")))).toMatchObject({
    exitCode: 78,
    line: expect.stringContaining("There is no such database"),
  });
  expect(await refusal(at((url) => (url.port = "1")))).toMatchObject({
    exitCode: 75,
    line: expect.stringContaining("does not answer (ECONNREFUSED)"),
  });
});

test("an account that owns no table starts on a database that needs no upgrade, and on no other", async () => {
  await database.run("create role runner login password 'runner'");
  const url = new URL(database.url);
  url.username = "runner";
  url.password = "runner";
  expect(await refusal({ BERTH_DATABASE_URL: url.href })).toMatchObject({
    exitCode: 78,
    line: expect.stringContaining("may not create tables"),
  });
  await start();
  await database.run(
    `grant usage on schema public, drizzle to runner;
     grant select, insert, update, delete on all tables in schema public to runner;
     grant select on all tables in schema drizzle to runner`,
  );
  const booted = await start({ BERTH_DATABASE_URL: url.href });
  await addOwner(booted);
  expect(await booted.store.audit.verify("org_a")).toEqual({ ok: true, events: 1 });
  await database.run("drop owned by runner; drop role runner");
});
