import { statSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { NewPullRow } from "../engine.ts";
import type { StoreError } from "../store-error.ts";
import { sqliteEngine, type SqliteEngine } from "./engine.ts";
import { migrateToKnown } from "./migrate.ts";
import { assertSettings, openReader, openWriter, type Handle } from "./open.ts";
import { beginAlone } from "./write-lock.ts";

let folder: string;
let path: string;
let handles: Handle[];
let engine: SqliteEngine;
let writer: Handle;
let broken: StoreError[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "berth-engine-"));
  path = join(folder, "berth.db");
  writer = openWriter(path);
  migrateToKnown(writer);
  const reader = openReader(path);
  const snapshots = openReader(path);
  handles = [writer, reader, snapshots];
  broken = [];
  engine = sqliteEngine({ writer, reader, snapshots }, (err) => void broken.push(err));
});
afterEach(async () => {
  // Where writing has ended already, so has the thread's.
  await engine.close(() => {}).catch(() => {});
  for (const handle of handles) handle.close();
  await rm(folder, { recursive: true });
});

const user = (id: string) => ({
  id,
  name: id,
  email: `${id}@example.com`,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});
const insert = (id: string) =>
  engine.tx(async (db) => {
    await db.insert(engine.tables.user).values(user(id));
  });
const ids = async () => {
  const rows = await engine.db.select({ id: engine.tables.user.id }).from(engine.tables.user);
  return rows.map((row) => row.id);
};

test("every handle keeps the settings that durability rests on, also after a write", async () => {
  await insert("a");
  await ids();
  for (const handle of handles) {
    assertSettings(handle);
    expect(handle.pragma("synchronous", { simple: true })).toBe(2);
    expect(handle.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(handle.pragma("foreign_keys", { simple: true })).toBe(1);
  }
});

test("a handle that lost a setting is noticed", () => {
  writer.pragma("synchronous = NORMAL");
  expect(() => assertSettings(writer)).toThrow("synchronous is 1 instead of 2");
});

test("what a transaction has not committed is not seen outside, and is gone when it fails", async () => {
  let seen: string[] = ["?"];
  const failing = engine.tx(async (db) => {
    await db.insert(engine.tables.user).values(user("a"));
    seen = await ids();
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(seen).toEqual([]);
  expect(await ids()).toEqual([]);
});

test("transactions run one after the other, and one that fails does not stop the next", async () => {
  const order: string[] = [];
  const run = (name: string, fails: boolean) =>
    engine.tx(async (db) => {
      order.push(`${name} begins`);
      await db.insert(engine.tables.user).values(user(name));
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  await Promise.allSettled([run("a", false), run("b", true), run("c", false)]);
  expect(order).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(await ids()).toEqual(["a", "c"]);
});

test("a write that waits for another process holds nothing else up", async () => {
  const beside = new Database(path);
  beside.exec("begin immediate");
  try {
    const waiting = insert("a");
    // On a thread that stood still the lock would never be given back.
    setTimeout(() => beside.exec("rollback"), 50);
    await waiting;
  } finally {
    beside.close();
  }
  expect(await ids()).toEqual(["a"]);
});

test("a write beside a process that writes without a pause gets its turn", async () => {
  const besideWriter = openWriter(path);
  handles.push(besideWriter);
  const [, reader, snapshots] = handles as [Handle, Handle, Handle];
  const beside = sqliteEngine({ writer: besideWriter, reader, snapshots }, () => {});
  const turn = { come: false };
  const end = performance.now() + 20_000;
  const first = insert("first");
  const waiting = beside.tx(async (db) => {
    await db.insert(beside.tables.user).values(user("beside"));
    turn.come = true;
  });
  await first;
  for (let n = 0; !turn.come && performance.now() < end; n += 1) await insert(`user_${n}`);
  expect(turn.come).toBe(true);
  await waiting;
});

test("a write does not wait for ever", async () => {
  const beside = new Database(path);
  beside.exec("begin immediate");
  try {
    await expect(beginAlone(writer, 20)).rejects.toMatchObject({
      code: "SQLITE_BUSY",
    });
  } finally {
    beside.close();
  }
});

test("several reads of a snapshot are of one moment", async () => {
  const counts = await engine.snapshot(async (db) => {
    const before = await db.select().from(engine.tables.user);
    await insert("a");
    const after = await db.select().from(engine.tables.user);
    return [before.length, after.length];
  });
  expect(counts).toEqual([0, 0]);
  expect(await ids()).toEqual(["a"]);
});

test("a full disk is a refusal that passes", async () => {
  await insert("a");
  const pages = writer.pragma("page_count", { simple: true }) as number;
  writer.pragma(`max_page_count = ${pages}`);
  const big = engine.tx(async (db) => {
    await db.insert(engine.tables.user).values({ ...user("big"), name: "x".repeat(200_000) });
  });
  await expect(big).rejects.toMatchObject({ name: "StoreError", code: "storage_full" });
  expect(writer.inTransaction).toBe(false);
  writer.pragma("max_page_count = 1073741823");
  await insert("b");
  expect(await ids()).toEqual(["a", "b"]);
  expect(broken).toEqual([]);
});

test("after one failed sync nothing is acknowledged any more, and the process is told once", async () => {
  await insert("a");
  const failing = new Proxy(writer, {
    get(target, name) {
      if (name === "exec") {
        return (sql: string) => {
          if (sql === "COMMIT")
            throw new Database.SqliteError("disk I/O error", "SQLITE_IOERR_FSYNC");
          return target.exec(sql);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const [, reader, snapshots] = handles as [Handle, Handle, Handle];
  engine = sqliteEngine({ writer: failing, reader, snapshots }, (err) => void broken.push(err));
  const refused = { name: "StoreError", code: "broken" };
  await expect(insert("b")).rejects.toMatchObject(refused);
  await expect(engine.alone((prepare) => prepare("select 1").get())).rejects.toMatchObject(refused);
  await expect(insert("c")).rejects.toMatchObject(refused);
  expect(broken).toHaveLength(1);
  expect(await ids()).toEqual(["a"]);
});

test("an I/O error while the log is folded in ends all writing as one of a commit does", async () => {
  const pragma = writer.pragma.bind(writer);
  const failing: Handle["pragma"] = (text, options) => {
    if (!text.startsWith("wal_checkpoint")) return pragma(text, options);
    throw new Database.SqliteError("disk I/O error", "SQLITE_IOERR_FSYNC");
  };
  writer.pragma = failing;
  let written = 0;
  const writeOn = async () => {
    for (; written < 1_000; written += 1) await insert(`user_${written}`);
  };
  await expect(writeOn()).rejects.toMatchObject({ code: "broken" });
  expect(written).toBeLessThan(1_000);
  expect(broken).toHaveLength(1);
  await expect(insert("behind")).rejects.toMatchObject({ code: "broken" });
  expect(await ids()).not.toContain("behind");
});

const pullRow = (id: string) =>
  ({
    organizationId: "org_a",
    id,
    at: 0,
    image: "app",
    outcome: "anonymous",
    message: "",
    status: "started",
    carrier: "pull",
  }) satisfies Record<string, unknown> as NewPullRow;
const addOrganization = () =>
  engine.tx(async (db) => {
    const { organization } = engine.tables;
    await db
      .insert(organization)
      .values({ id: "org_a", name: "A", slug: "a", createdAt: new Date(0) });
  });
const pullIds = async () => {
  const { pull } = engine.tables;
  return (await engine.db.select({ id: pull.id }).from(pull)).map(({ id }) => id);
};

test("pulls are seen as soon as they are acknowledged, and take turns with commands", async () => {
  await addOrganization();
  const order: string[] = [];
  await Promise.all([
    engine.addPulls([pullRow("a"), pullRow("b")]).then(() => order.push("pulls")),
    insert("between").then(() => order.push("command")),
    engine.addPulls([pullRow("c")]).then(() => order.push("more pulls")),
  ]);
  expect(order).toEqual(["pulls", "command", "more pulls"]);
  expect(await pullIds()).toEqual(["a", "b", "c"]);
  expect(await ids()).toEqual(["between"]);
});

test("a group with a pull that is refused is not there at all, and the next one is", async () => {
  await addOrganization();
  const stranger = { ...pullRow("b"), organizationId: "org_nobody" };
  await expect(engine.addPulls([pullRow("a"), stranger])).rejects.toMatchObject({ code: "failed" });
  await engine.addPulls([pullRow("c")]);
  expect(await pullIds()).toEqual(["c"]);
  expect(broken).toEqual([]);
});

test("of a group, those are left out whose id is another pull's", async () => {
  await addOrganization();
  expect(await engine.addPulls([pullRow("c")])).toEqual([]);
  const other = { ...pullRow("c"), image: "another" };
  expect(await engine.addPulls([other, pullRow("d"), other, pullRow("e")])).toEqual([0, 2]);
  expect(await pullIds()).toEqual(["c", "d", "e"]);
  expect(broken).toEqual([]);
});

test("a database that the thread of pulls finds damaged ends all writing", async () => {
  await addOrganization();
  writer.pragma("wal_checkpoint(TRUNCATE)");
  const page = writer
    .prepare("select rootpage from sqlite_schema where name = 'pull'")
    .pluck()
    .get();
  const pageSize = writer.pragma("page_size", { simple: true }) as number;
  const file = await open(path, "r+");
  await file.write(Buffer.alloc(pageSize, 0xff), 0, pageSize, (Number(page) - 1) * pageSize);
  await file.close();
  const refused = { name: "StoreError", code: "broken" };
  await expect(engine.addPulls([pullRow("a")])).rejects.toMatchObject(refused);
  await expect(insert("behind")).rejects.toMatchObject(refused);
  await expect(engine.addPulls([pullRow("b")])).rejects.toMatchObject(refused);
  expect(broken).toHaveLength(1);
});

test("what was committed is folded in from time to time, so that the log starts again", async () => {
  const size = () => statSync(`${path}-wal`).size;
  for (let round = 0; round < 3; round += 1) {
    for (let at = 0; at < 64; at += 1) await insert(`user_${round}_${at}`);
  }
  const before = size();
  for (let at = 0; at < 64; at += 1) await insert(`more_${at}`);
  expect(size()).toBe(before);
});
