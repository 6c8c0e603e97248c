import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import {
  entry,
  orgKey,
  patterns,
  registry,
  sealed,
  seed,
  t0,
} from "../src/store/contract/sample.ts";
import { openSqliteStore } from "../src/store/sqlite/store.ts";
import { knownSchema } from "../src/store/sqlite/migrate.ts";
import type { Store } from "../src/store/store.ts";
import { writeOlderDatabase } from "../src/store/testing/older-database.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/**
 * the server dies before each single statement of each operation, and behind the last one. What it
 * leaves is looked at as it lies on the disk in that moment: the operation has happened, or it has not.
 */
export const failpoints: Scenario = {
  id: "R-02",
  name: "a crash before each statement of each operation",
  async run({ folder, count }) {
    const sums = { points: 0, before: 0, after: 0, between: 0, damaged: 0, unseen: 0 };
    const rounds = count(1, 20);
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, operation] of Object.entries(operations)) {
        const found = await crashEverywhere(join(folder, `${round} ${name}`), operation);
        sums.points += found.length;
        for (const one of found) sums[one] += 1;
        // Both ends must be among them, or nothing was looked at.
        if (!found.includes("before") || !found.includes("after")) sums.unseen += 1;
      }
    }
    const control = await crashEverywhere(join(folder, "control"), twoOperations);
    const upgrade = crashUpgrade(join(folder, "upgrade"));
    return [
      atLeast("operations", Object.keys(operations).length, 14),
      atLeast("crashes", sums.points, rounds * 60),
      atLeast("of these before anything had happened", sums.before, rounds),
      atLeast("of these behind the operation", sums.after, rounds),
      exactly("operations that were found done in part", sums.between, 0),
      exactly("databases that were damaged", sums.damaged, 0),
      exactly("operations of which not both ends were seen", sums.unseen, 0),
      // Two commands where there should be one are what this must find.
      atLeast(
        "halves found of two operations in a row",
        control.filter((one) => one === "between").length,
        1,
      ),
      atLeast("crashes during an upgrade", upgrade.points, 20),
      exactly("databases between two versions", upgrade.between, 0),
    ];
  },
};

type State = "before" | "after" | "between" | "damaged";
type Operation = (store: Store) => Promise<unknown>;

const item = { organizationId: "org_a", id: "reg_1", version: 1, by: null, at: t0 + 1 };
const person = { organizationId: "org_a", personId: "per_eve" };
const audited = { audit: entry({ requestId: "req_2" }) };
const place = { organizationId: "org_a", keyId: orgKey("org_a").keyId, rowVersion: 1 };

const operations: Record<string, Operation> = {
  "add a registry": (store) =>
    store.registries.create({
      ...registry("org_a", { id: "reg_2", name: "Q" }, ["q.io/*"]),
      secret: sealed(1),
    }),
  "change everything of one": (store) =>
    store.registries.update({
      ...item,
      ...audited,
      change: { name: "New" },
      patterns: patterns("z.io/*", "y.io/*"),
      secret: sealed(2),
    }),
  "replace a secret": (store) =>
    store.registries.replaceSecret({ ...item, ...audited, secret: sealed(2) }),
  "pause a registry": (store) => store.registries.setPaused({ ...item, ...audited, paused: true }),
  "remove a registry": (store) => store.registries.remove({ ...item, ...audited }),
  "add a project": (store) =>
    store.projects.create({
      project: {
        id: "prj_1",
        organizationId: "org_a",
        name: "P",
        owner: { kind: "organization" },
        memberIds: ["per_ada"],
      },
      at: t0,
      ...audited,
    }),
  "change a role": (store) =>
    store.members.setRole({
      organizationId: "org_b",
      personId: "per_eve",
      role: "owner",
      ...audited,
    }),
  "invite somebody": (store) =>
    store.invitations.create({
      invitation: {
        id: "inv_1",
        organizationId: "org_a",
        email: "n@example.com",
        role: "member",
        createdAt: t0,
        expiresAt: t0 + 1,
        invitedBy: "per_ada",
      },
      tokenHash: Buffer.alloc(32),
      ...audited,
    }),
  "make a new key": (store) =>
    store.keys.addOrgKey({
      key: { ...orgKey("org_a"), keyId: "cd".repeat(16), version: 2 },
      ...audited,
    }),
  "wrap a key anew": (store) =>
    store.keys.rewrap({ place, kekId: orgKey("org_a").kekId, wrapped: Buffer.alloc(126, 9) }),
  "seal a key for recovery": (store) =>
    store.keys.setRecovery({ place, recipient: "age1x", recovery: Buffer.from("r") }),
  "add a key-encryption key": (store) =>
    store.keys.addKek({
      kekId: "f".repeat(32),
      provider: "file:/k",
      checkValue: Buffer.alloc(32, 2),
      createdAt: t0,
      active: false,
    }),
  "count a sign-in": (store) =>
    store.attemptCounters.decide(["a", "b"], () => ({
      result: null,
      changes: new Map(["a", "b"].map((key) => [key, { count: 1, until: t0, holder: null }])),
    })),
  "write an event": (store) => store.audit.append("org_a", entry({ requestId: "req_3" })),
};

/** Not one command: a crash between the two is seen. */
const twoOperations: Operation = async (store) => {
  await store.registries.setPaused({ ...item, ...audited, paused: true });
  await store.audit.append("org_b", entry({ requestId: "req_4", ...person }));
};

async function crashEverywhere(folder: string, operation: Operation): Promise<State[]> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "berth.db");
  const store = openSqliteStore(path);
  await seed(store);
  await store.registries.create({ ...registry("org_a", { id: "reg_1" }), secret: sealed(1) });
  const camera = watchStatements(path);
  try {
    await operation(store);
  } finally {
    camera.stop();
  }
  camera.take();
  await store.close();
  const images = camera.images.map(look);
  const [before, after] = [images.at(0), images.at(-1)];
  return images.map((image) => {
    if (image === "damaged") return "damaged";
    if (image === after) return "after";
    return image === before ? "before" : "between";
  });
}

/** Copies the database before each statement that anybody runs: what a killed process would have left. */
function watchStatements(path: string) {
  const images: string[] = [];
  const take = () => {
    const image = `${path}.${images.length}`;
    for (const end of ["", "-wal"]) {
      if (existsSync(`${path}${end}`)) copyFileSync(`${path}${end}`, `${image}${end}`);
    }
    images.push(image);
  };
  const probe = new Database(":memory:");
  const places: [object: Record<string, (...args: unknown[]) => unknown>, names: string[]][] = [
    [Object.getPrototypeOf(probe.prepare("select 1")), ["run", "get", "all"]],
    [Object.getPrototypeOf(probe), ["exec"]],
  ];
  probe.close();
  const restore: (() => void)[] = [];
  for (const [object, names] of places) {
    for (const name of names) {
      const original = object[name] as (...args: unknown[]) => unknown;
      object[name] = function watched(this: unknown, ...args: unknown[]) {
        take();
        return original.apply(this, args);
      };
      restore.push(() => void (object[name] = original));
    }
  }
  return {
    images,
    take,
    stop: () => {
      for (const one of restore) one();
    },
  };
}

/** Everything in a database after SQLite has recovered it, as one hash. */
function look(path: string): string {
  const handle = new Database(path);
  try {
    // It is looked at once and thrown away.
    handle.pragma("synchronous = OFF");
    if (handle.pragma("integrity_check", { simple: true }) !== "ok") return "damaged";
    const tables = handle
      .prepare("select name from sqlite_schema where type = 'table' order by name")
      .pluck()
      .all() as string[];
    const hash = createHash("sha256");
    for (const table of tables) {
      hash.update(table);
      for (const row of handle.prepare(`select * from "${table}"`).raw().iterate()) {
        hash.update(JSON.stringify(row));
      }
    }
    return hash.digest("hex");
  } finally {
    handle.close();
  }
}

function crashUpgrade(folder: string): { points: number; between: number } {
  mkdirSync(folder);
  const path = join(folder, "berth.db");
  writeOlderDatabase(path, 2);
  const camera = watchStatements(path);
  let opened: Store;
  try {
    opened = openSqliteStore(path);
  } finally {
    camera.stop();
  }
  void opened.close();
  const schemas = camera.images.map((image) => {
    const handle = new Database(image);
    handle.pragma("synchronous = OFF");
    const done = handle.prepare("select count(*) from __drizzle_migrations").pluck().get();
    handle.close();
    return done;
  });
  const between = schemas.filter((done) => done !== 2 && done !== knownSchema()).length;
  return { points: schemas.length, between };
}
