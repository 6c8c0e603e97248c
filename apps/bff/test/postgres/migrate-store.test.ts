import { rm } from "node:fs/promises";
import { join } from "node:path";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle } from "drizzle-orm/node-postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pull } from "../../src/store/contract/sample.ts";
import type { Db } from "../../src/store/engine.ts";
import { compareRows, copyRows } from "../../src/store/move-rows.ts";
import { migrateToKnown } from "../../src/store/postgres/migrate.ts";
import { connectAlone } from "../../src/store/postgres/pool.ts";
import { openReader } from "../../src/store/sqlite/open.ts";
import { createInstance, fill, openAll, secretOf, type TestInstance } from "../support/instance.ts";
import {
  startTestDatabases,
  type TestDatabase,
  type TestDatabases,
} from "../support/postgres-databases.ts";

let databases: TestDatabases;
let database: TestDatabase;
let instance: TestInstance;

beforeAll(async () => {
  databases = await startTestDatabases();
}, 60_000);
afterAll(() => databases.dispose());
beforeEach(async () => {
  database = await databases.takeEmpty();
  instance = await createInstance();
});
afterEach(async () => {
  await instance.dispose();
  await database.drop();
});

/** An instance with more pulls than fit in one page, among them what databases write differently. */
async function filled(): Promise<void> {
  const server = await instance.start();
  await fill(server, 3);
  await Promise.all(
    Array.from({ length: 1_203 }, (_, n) =>
      server.store.pulls.record(
        pull("org_a", {
          id: `pul_${n}`,
          image: `ü${n}'"\\%_東京🚢`,
          message: n % 2 === 0 ? "" : "x",
        }),
      ),
    ),
  );
  await instance.stop(server);
}

const direction = ["migrate-store", "sqlite→postgres"] as const;

test("an instance moves with every row, secret and audit chain, and goes on where it was", async () => {
  await filled();
  instance.env["BERTH_DATABASE_URL"] = database.url;
  const moved = await instance.run(...direction);
  expect(moved).toMatchObject({
    code: 0,
    lines: [
      expect.stringMatching(/^1,?\d+ rows copied, and each compared\.$/),
      expect.stringMatching(/keys and 3 secrets were opened/),
      expect.stringContaining("Start every server"),
    ],
  });
  instance.env["BERTH_DATABASE_URL"] = database.url;
  // Nothing but the key is needed of the old place.
  await rm(join(instance.folder, "data"), { recursive: true });
  const server = await instance.start();
  expect(server.setupToken).toBeNull();
  expect(await openAll(server)).toEqual(
    ["reg_1", "reg_2", "reg_3"].map((id) => `${id}: ${secretOf(id).toString()}`),
  );
  const { rows } = await server.store.pulls.list("org_a", { limit: 200 });
  expect(rows).toHaveLength(200);
  expect((await server.store.pulls.get("org_a", "pul_7"))?.image).toBe(`ü7'"\\%_東京🚢`);
  await instance.stop(server);
});

test("a target that is not empty, a running server and a missing address are refused", async () => {
  const server = await instance.start();
  await fill(server, 1);
  expect((await instance.run(...direction)).notes.join()).toContain(
    "BERTH_DATABASE_URL has to say",
  );
  instance.env["BERTH_DATABASE_URL"] = database.url;
  expect((await instance.run(...direction)).notes.join()).toContain("Another Berth is using");
  await instance.stop(server);
  await database.run("create table theirs (a int)");
  instance.env["BERTH_DATABASE_URL"] = database.url;
  const refused = await instance.run(...direction);
  expect(refused.notes.join()).toContain("is not empty");
  expect(refused.notes.join()).not.toContain(databases.cluster.password);
  expect(
    await database.run("select count(*)::int as n from pg_tables where schemaname = 'public'"),
  ).toEqual([{ n: 1 }]);
});

test("whatever differs between the two is found, in any table", async () => {
  await filled();
  const client = await connectAlone(database.address);
  const reader = openReader(join(instance.folder, "data", "berth.db"));
  try {
    await migrateToKnown(client);
    const from = drizzleSqlite({ client: reader }) as unknown as Db;
    const to: Db = drizzle({ client });
    const counts = await copyRows(from, to);
    expect(counts).toMatchObject({ pull: 1203, registry: 3, registry_secret: 3 });
    expect(await compareRows(from, to)).toBeNull();
    await client.query("alter table audit_event disable trigger user");
    const attempts = [
      ["delete from pull where id = 'pul_600'", { table: "pull", what: "missing" }],
      ["update pull set bytes = 5 where id = 'pul_1202'", { table: "pull", what: "different" }],
      ["update registry_secret set record = record || 'x'::bytea", { table: "registry_secret" }],
      ["update \"user\" set created_at = created_at + interval '1 ms'", { table: "user" }],
      ["update audit_event set at = at + 1 where sequence = 2", { table: "audit_event" }],
      ["insert into audit_head values ('zz', 1, 'x')", { table: "audit_head", what: "added" }],
    ] as const;
    for (const [statement, difference] of attempts) {
      await client.query("begin");
      await client.query(statement);
      expect(await compareRows(from, to), statement).toMatchObject(difference);
      await client.query("rollback");
    }
    expect(await compareRows(from, to)).toBeNull();
  } finally {
    reader.close();
    await client.end();
  }
});
