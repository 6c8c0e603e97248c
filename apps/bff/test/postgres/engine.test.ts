import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { auditHash, chainStart } from "../../src/store/audit-chain.ts";
import { entry, registry, seed, t0 } from "../../src/store/contract/sample.ts";
import type { Store } from "../../src/store/store.ts";
import type { DatabaseAddress } from "../../src/store/postgres/address.ts";
import { postgresEngine } from "../../src/store/postgres/engine.ts";
import { createPool } from "../../src/store/postgres/pool.ts";
import { postgresStore } from "../../src/store/postgres/store.ts";
import { startCuttingProxy } from "../support/cutting-proxy.ts";
import {
  startTestDatabases,
  type TestDatabase,
  type TestDatabases,
} from "../support/postgres-databases.ts";

let databases: TestDatabases;
let database: TestDatabase;
const open: Store[] = [];

beforeAll(async () => {
  databases = await startTestDatabases();
}, 60_000);
afterAll(() => databases.dispose());
beforeEach(async () => {
  database = await databases.take();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
  await database.giveBack();
});

function replica(address: DatabaseAddress = database.address): Store {
  const store = postgresStore(createPool(address));
  open.push(store);
  return store;
}

test("the writers of two servers queue up, and the chain of events has neither gap nor fork", async () => {
  const [one, other] = [replica(), replica()];
  const { org } = await seed(one);
  const appended = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      (index % 2 === 0 ? one : other).audit.append(org, entry({ at: t0 + index })),
    ),
  );
  expect(new Set(appended.map((event) => event.sequence)).size).toBe(24);
  const events = (await one.audit.list(org, { limit: 200 })).rows.toReversed();
  expect(events.map((event) => event.hash)).toEqual(events.map(auditHash));
  expect(events.map((event) => event.prevHash)).toEqual([
    chainStart,
    ...events.slice(0, -1).map((event) => event.hash),
  ]);
  expect(await other.audit.verify(org)).toEqual({ ok: true, events: 25 });
});

test("what two servers decide at once is decided one after the other", async () => {
  const [one, other] = [replica(), replica()];
  const { org } = await seed(one);
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? one : other).registries.create(
        registry(org, { id: `reg_${index}`, name: `R ${index}` }, ["shared.example/*"]),
      ),
    ),
  );
  const refused = results.filter((result) => !result.ok);
  expect(refused).toHaveLength(19);
  for (const result of refused) expect(result).toMatchObject({ reason: "pattern_taken" });
  expect(await one.patterns.revision(org)).toBe(1);
});

test("a commit whose answer never came is called uncertain, whichever way it went", async () => {
  const { org } = await seed(replica());
  const proxy = await startCuttingProxy(databases.cluster.port);
  try {
    const [host] = database.address.hosts;
    const through = replica({
      ...database.address,
      hosts: [{ host: host?.host ?? "", port: proxy.port }],
    });
    for (const [when, registries] of [
      ["before", 0],
      ["after", 1],
    ] as const) {
      proxy.cutNext(when);
      await expect(through.registries.create(registry(org, { id: "reg_1" }))).rejects.toMatchObject(
        { name: "StoreError", code: "uncertain" },
      );
      proxy.mend();
      expect(await through.registries.list(org), when).toHaveLength(registries);
    }
  } finally {
    proxy.close();
  }
});

test("a server that is gone is a failure that passes, and the same store goes on once it is back", async () => {
  const store = replica();
  const { org } = await seed(store);
  await databases.cluster.kill();
  const gone = { name: "StoreError", code: "unavailable" };
  await expect(store.audit.append(org, entry())).rejects.toMatchObject(gone);
  await expect(store.ping()).rejects.toMatchObject(gone);
  await databases.cluster.restart();
  await store.ping();
  expect((await store.audit.append(org, entry())).sequence).toBe(2);
});

test("nobody waits longer than two seconds, neither for its turn nor for a connection", async () => {
  const store = replica();
  const { org } = await seed(store);
  const pool = createPool(database.address);
  const engine = postgresEngine(pool);
  let release = () => {};
  let holding: Promise<void> = Promise.resolve();
  await new Promise<void>((held) => {
    holding = engine.tx(() => {
      held();
      return new Promise((resolve) => (release = resolve));
    });
  });
  const began = performance.now();
  const waiting = Array.from({ length: 12 }, () => store.audit.append(org, entry()));
  const outcomes = await Promise.allSettled(waiting);
  const waitedMs = performance.now() - began;
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
  }
  expect(waitedMs).toBeLessThan(4_500);
  release();
  await holding;
  await pool.end();
  expect((await store.audit.append(org, entry())).sequence).toBe(2);
});

test("several reads of a snapshot are of one moment, and it can't write", async () => {
  const pool = createPool(database.address);
  const engine = postgresEngine(pool);
  const { user } = engine.tables;
  const person = {
    id: "per_1",
    name: "A",
    email: "a",
    createdAt: new Date(),
    updatedAt: new Date(),
  };
  const counts = await engine.snapshot(async (db) => {
    const before = await db.select().from(user);
    await engine.tx(async (writer) => {
      await writer.insert(user).values(person);
    });
    return [before.length, (await db.select().from(user)).length];
  });
  expect(counts).toEqual([0, 0]);
  const writing = engine.snapshot(async (db) => {
    await db.insert(user).values({ ...person, id: "per_2", email: "b" });
  });
  await expect(writing).rejects.toMatchObject({ name: "StoreError" });
  await pool.end();
});
