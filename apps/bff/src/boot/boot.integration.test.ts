import { createHash, randomBytes } from "node:crypto";
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readManifest } from "../backup/manifest.ts";
import type { Config, Environment } from "../config/config.ts";
import { passwordPlace, sealedRegistry } from "../services/testing/sealed-registry.ts";
import { entry, t0 } from "../store/contract/sample.ts";
import { olderDatabaseKey, writeOlderDatabase } from "../store/testing/older-database.ts";
import { boot, type Booted, type Bound } from "./boot.ts";
import { listen } from "./listen.ts";

let folder: string;
const open: Booted<Bound>[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "berth-boot-"));
});
afterEach(async () => {
  for (const booted of open.splice(0)) await booted.close();
  await rm(folder, { recursive: true });
});

async function start(
  env: Environment = {},
  more: { nodeVersion?: string } = {},
): Promise<Booted<Bound>> {
  const booted = await boot({
    env: { BERTH_PORT: "0", BERTH_DATA_DIR: "data", ...env },
    cwd: folder,
    bind,
    onBroken: (err) => {
      throw err;
    },
    ...more,
  });
  open.push(booted);
  return booted;
}

async function stop(booted: Booted<Bound>): Promise<void> {
  open.splice(open.indexOf(booted), 1);
  await booted.close();
}

async function bind(config: Config): Promise<Bound> {
  const server = createServer();
  const { port } = await listen(server, config);
  return { port, close: () => closed(server) };
}

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
  });

/** An instance with an owner and one sealed secret. */
async function fill({ store, vault }: Booted<Bound>): Promise<void> {
  await store.setup.createOwner({
    person: { id: "per_ada", name: "Ada", email: "ada@example.com" },
    account: { id: "acc_1", passwordHash: "x" },
    organization: { id: "org_a", slug: "a", name: "A" },
    memberId: "mem_1",
    orgKey: await vault.newOrgKey("org_a", t0),
    at: t0,
    audit: entry({ action: "organization.create" }),
  });
  const input = await sealedRegistry(vault, "org_a", "reg_1", Buffer.from("hunter2"));
  await store.registries.create(input);
}

async function readSecret({ store, vault }: Booted<Bound>): Promise<string> {
  const sealed = await store.secrets.read("org_a", "reg_1");
  const record = sealed?.fields["password"] ?? Buffer.alloc(0);
  return vault.withSecret(passwordPlace("org_a", "reg_1"), record, String);
}

/** Every file below the test's folder with its mode and the hash of its bytes. */
async function disk(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(item.parentPath, item.name);
    const { mode } = await stat(path);
    const bytes = item.isFile()
      ? createHash("sha256")
          .update(await readFile(path))
          .digest("hex")
      : "folder";
    files[path.slice(folder.length + 1)] = `${(mode & 0o777).toString(8)} ${bytes}`;
  }
  return files;
}

async function refusal(env: Environment = {}, more: { nodeVersion?: string } = {}) {
  const before = await disk();
  const err: unknown = await start(env, more).then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(await disk(), "the disk after a refused start").toEqual(before);
  expect(err).toMatchObject({ name: "StartError" });
  return err as { exitCode: number; line: string };
}

/** Leaves a filled database behind: closed cleanly, or as a crash leaves it, with its log beside it. */
async function leave(how: "closed" | "crashed"): Promise<void> {
  const first = await start();
  await fill(first);
  if (how === "crashed") await cp(join(folder, "data"), join(folder, "crash"), { recursive: true });
  await stop(first);
  if (how === "closed") return;
  await rm(join(folder, "data"), { recursive: true });
  await cp(join(folder, "crash"), join(folder, "data"), { recursive: true });
  await rm(join(folder, "crash"), { recursive: true });
  await rm(join(folder, "data", "berth.db-shm"));
  expect((await stat(join(folder, "data", "berth.db-wal"))).size).toBeGreaterThan(0);
}

function alter(statement: string, ...params: unknown[]): void {
  const handle = new Database(join(folder, "data", "berth.db"));
  try {
    handle.prepare(statement).run(...params);
  } finally {
    handle.close();
  }
}

test("a first start makes folder, key and database for their owner only, and says where the key is", async () => {
  const booted = await start();
  expect(booted.notices.join()).toContain(join(folder, "berth.key"));
  expect(booted.setupToken?.reveal()).toMatch(/^[\w-]{32}$/);
  expect(booted.publicUrl.href).toBe(`http://127.0.0.1:${booted.listener.port}/`);
  const files = await disk();
  const modes = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, text.split(" ")[0]]),
  );
  expect(modes).toMatchObject({
    data: "700",
    "berth.key": "600",
    "data/berth.db": "600",
    "data/berth.db-wal": "600",
  });
});

test("the next start finds instance, key and secrets again and has nothing to remark", async () => {
  const first = await start();
  const instance = await first.store.instance.read();
  await fill(first);
  await stop(first);
  const second = await start();
  expect(await second.store.instance.read()).toEqual(instance);
  expect(second.notices).toEqual([]);
  expect(second.setupToken).toBeNull();
  expect(await readSecret(second)).toBe("hunter2");
});

test("a database that a crash left with its log opens with everything that was acknowledged", async () => {
  await leave("crashed");
  expect(await readSecret(await start())).toBe("hunter2");
});

test("checks that a dead process left running are cancelled", async () => {
  const first = await start();
  await fill(first);
  await first.store.checks.create({
    check: {
      id: "chk_1",
      organizationId: "org_a",
      subject: "form",
      registryId: null,
      registryName: null,
      image: "x",
      startedAt: t0,
      startedBy: null,
      proof: null,
    },
  });
  await stop(first);
  const second = await start();
  expect((await second.store.checks.get("org_a", "chk_1"))?.status).toBe("cancelled");
});

for (const how of ["closed", "crashed"] as const) {
  test(`C-07: rows exist (${how}), no key: exit 78, names the key and the place, changes nothing`, async () => {
    await leave(how);
    await rm(join(folder, "berth.key"));
    const { exitCode, line } = await refusal();
    expect(exitCode).toBe(78);
    expect(line).toMatch(/needs its key [0-9a-f]{32}.*berth\.key.*Nothing was changed/);
  });

  test(`C-07: rows exist (${how}), wrong key: exit 78, names both ids and no key, changes nothing`, async () => {
    await leave(how);
    const wrong = randomBytes(32).toString("base64");
    await writeFile(join(folder, "berth.key"), wrong, { mode: 0o600 });
    const { exitCode, line } = await refusal();
    expect(exitCode).toBe(78);
    expect(new Set(line.match(/[0-9a-f]{32}/g)).size).toBe(2);
    expect(line).not.toContain(wrong.slice(0, 8));
  });

  test(`C-07: a database of another instance (${how}): exit 78, changes nothing`, async () => {
    await leave(how);
    const key = await readFile(join(folder, "berth.key"), "utf8");
    await writeFile(join(folder, "berth.key"), key.replace(/ins_\w{26}/, `ins_${"0".repeat(26)}`));
    const { exitCode, line } = await refusal();
    expect(exitCode).toBe(78);
    expect(line).toMatch(
      /belongs to instance ins_\w{26}, but the key file is of instance ins_0{26}/,
    );
  });
}

test("C-07: one key for two instances does not open the other's database", async () => {
  await leave("closed");
  alter("update instance set id = 'ins_other'");
  const key = await readFile(join(folder, "berth.key"), "utf8");
  await writeFile(join(folder, "berth.key"), key.replaceAll(/^#.*\n/gm, ""));
  const { exitCode, line } = await refusal();
  expect(exitCode).toBe(78);
  expect(line).toContain("belongs to instance ins_other");
});

test("C-07: an empty database takes the key that is there, and keeps its instance", async () => {
  const first = await start();
  const instance = await first.store.instance.read();
  await stop(first);
  await rm(join(folder, "data"), { recursive: true });
  const key = await readFile(join(folder, "berth.key"), "utf8");
  const second = await start();
  expect((await second.store.instance.read())?.id).toBe(instance?.id);
  expect(await readFile(join(folder, "berth.key"), "utf8")).toBe(key);
  expect(second.notices).toEqual([]);
});

test("C-07: an organization's key that can't be unwrapped stops the start, unless the operator allows it", async () => {
  await leave("closed");
  alter("update org_key set wrapped = ?", randomBytes(142));
  const { exitCode, line } = await refusal();
  expect(exitCode).toBe(78);
  expect(line).toMatch(/organization org_a can't be unwrapped.*BERTH_ALLOW_SEALED_ORGANIZATIONS=1/);
  const booted = await start({ BERTH_ALLOW_SEALED_ORGANIZATIONS: "1" });
  expect(booted.notices).toEqual([expect.stringContaining("org_a is sealed")]);
  await expect(readSecret(booted)).rejects.toMatchObject({ code: "org_sealed" });
});

test("C-07: a record that fails at run time is an error, never an empty or raw value", async () => {
  await leave("closed");
  alter("update registry_secret set record = ?", randomBytes(150));
  await expect(readSecret(await start())).rejects.toMatchObject({ code: "credential_unreadable" });
});

test("a key from the environment is used and removed from it", async () => {
  const key = randomBytes(32).toString("hex");
  const env = {
    BERTH_KEY: "env:MASTER",
    MASTER: key,
    BERTH_PORT: "0",
    BERTH_DATA_DIR: "data",
    BERTH_SETUP_TOKEN: "a-token-of-our-own",
  };
  const given = { ...env };
  const first = await boot({ env: given, cwd: folder, bind, onBroken: () => {} });
  open.push(first);
  expect(given).toEqual({ BERTH_KEY: "env:MASTER", BERTH_PORT: "0", BERTH_DATA_DIR: "data" });
  expect(first.setupToken?.reveal()).toBe("a-token-of-our-own");
  await fill(first);
  await stop(first);
  expect(await readdir(folder)).toEqual(["data"]);
  expect((await refusal({ BERTH_KEY: "env:MASTER" })).line).toContain("env:MASTER");
  expect(
    (await refusal({ BERTH_KEY: "env:MASTER", MASTER: "correct horse battery staple" })).exitCode,
  ).toBe(78);
  expect(await readSecret(await start({ BERTH_KEY: "env:MASTER", MASTER: key }))).toBe("hunter2");
});

test("a key that is not there where it was named leaves no folder behind", async () => {
  expect(await refusal({ BERTH_KEY: "env:MASTER" })).toMatchObject({ exitCode: 78 });
  expect(await refusal({ BERTH_KEY: "file:missing/folder/key" })).toMatchObject({ exitCode: 73 });
  expect(await refusal({ BERTH_KEY: "file:data/key" })).toMatchObject({ exitCode: 78 });
  expect(await readdir(folder)).toEqual([]);
});

test("a key file that others may read is refused", async () => {
  await leave("closed");
  await chmod(join(folder, "berth.key"), 0o640);
  const { exitCode, line } = await refusal();
  expect(exitCode).toBe(78);
  expect(line).toMatch(/others may read it \(mode 640\)/);
});

test("a database of a newer version is refused", async () => {
  await leave("closed");
  alter("insert into __drizzle_migrations (hash, created_at) values ('x', 9999999999999)");
  const { exitCode, line } = await refusal();
  expect(exitCode).toBe(65);
  expect(line).toContain("written by a newer Berth");
});

test("R-14: an older database is backed up before it is upgraded; with a wrong key it is neither", async () => {
  await mkdir(join(folder, "data"), { mode: 0o700 });
  writeOlderDatabase(join(folder, "data", "berth.db"), 2);
  await writeFile(join(folder, "berth.key"), randomBytes(32).toString("base64"), { mode: 0o600 });
  expect(await refusal()).toMatchObject({ exitCode: 78 });
  await writeFile(join(folder, "berth.key"), olderDatabaseKey(2));

  const booted = await start();
  const name = (await readdir(join(folder, "data"))).find((file) =>
    file.startsWith("berth-before-schema-"),
  );
  expect(booted.notices).toEqual([expect.stringContaining(name ?? "none")]);
  const backup = join(folder, "data", name ?? "none");
  expect((await stat(backup)).mode & 0o777).toBe(0o700);
  expect((await stat(join(backup, "berth.db"))).mode & 0o777).toBe(0o600);
  expect(await readManifest(backup)).toMatchObject({ ok: true, manifest: { schema: 2 } });
  const copy = new Database(join(backup, "berth.db"), { readonly: true });
  expect(copy.prepare("select count(*) from __drizzle_migrations").pluck().get()).toBe(2);
  expect(copy.prepare("select name from organization").pluck().get()).toBe("A");
  copy.close();
  expect(await readSecret(booted)).toBe("hunter2");
});

test("a file that is no database, and a database of something else, are refused and left alone", async () => {
  await mkdir(join(folder, "data"));
  await writeFile(
    join(folder, "data", "berth.db"),
    "not a database, but long enough to be read as one".repeat(40),
  );
  expect(await refusal()).toMatchObject({ exitCode: 65 });
  await rm(join(folder, "data", "berth.db"));
  alter("create table theirs (a)");
  const { exitCode, line } = await refusal();
  expect(exitCode).toBe(65);
  expect(line).toContain("is not Berth's");
});

test("a taken port: exit 75, names the port, and nothing was made", async () => {
  const other = createServer();
  const { port } = await listen(other, { host: "127.0.0.1", port: 0 });
  const { exitCode, line } = await refusal({ BERTH_PORT: String(port) });
  await closed(other);
  expect(exitCode).toBe(75);
  expect(line).toBe(
    `Port ${port} on 127.0.0.1 is taken. Stop the other program, or set BERTH_PORT to another port.`,
  );
  expect(await readdir(folder)).toEqual([]);
});

test("an address this machine does not have: exit 78", async () => {
  expect(await refusal({ BERTH_HOST: "192.0.2.1" })).toMatchObject({ exitCode: 78 });
});

test("a data folder that can't be written: exit 73, and says why", async () => {
  await writeFile(join(folder, "file"), "");
  const inPlace = await refusal({ BERTH_DATA_DIR: "file" });
  expect(inPlace).toMatchObject({
    exitCode: 73,
    line: expect.stringContaining("a file stands in its place"),
  });
  const below = await refusal({ BERTH_DATA_DIR: "file/data" });
  expect(below).toMatchObject({
    exitCode: 73,
    line: expect.stringContaining("a part of the path is a file"),
  });
  expect((await refusal({ BERTH_DATA_DIR: "/proc/berth" })).exitCode).toBe(73);
});

test("a Node that is too old: exit 69, before anything else happens", async () => {
  for (const nodeVersion of ["v18.20.8", "v20.20.2", "v22.21.9"]) {
    const { exitCode, line } = await refusal({ BERTH_PORT: "x" }, { nodeVersion });
    expect(exitCode).toBe(69);
    expect(line).toContain(nodeVersion);
  }
  await start({}, { nodeVersion: "v22.22.0" });
});

test("bad values: exit 78, a line for each", async () => {
  const { exitCode, line } = await refusal({ BERTH_PORT: "x", BERTH_HOST: "a b" });
  expect(exitCode).toBe(78);
  expect(line.split("\n")).toHaveLength(2);
  expect(await readdir(folder)).toEqual([]);
});

test("a refused start gives port and data folder back", async () => {
  const { listener } = await start();
  const booted = open[0];
  if (booted !== undefined) await stop(booted);
  const key = await readFile(join(folder, "berth.key"));
  await rm(join(folder, "berth.key"));
  await refusal({ BERTH_PORT: String(listener.port) });
  await writeFile(join(folder, "berth.key"), key, { mode: 0o600 });
  expect((await start({ BERTH_PORT: String(listener.port) })).listener.port).toBe(listener.port);
});

/** Puts a new key beside the old one, as the operating guide says; gives the environment of the start. */
async function beginRotation(): Promise<Environment> {
  await writeFile(join(folder, "new.key"), randomBytes(32).toString("base64"), { mode: 0o600 });
  return { BERTH_KEY: "file:new.key", BERTH_KEY_PREVIOUS: "file:berth.key" };
}

test("C-07: with the key before beside it a new key becomes known, and wraps nothing yet", async () => {
  await leave("closed");
  const rotating = await beginRotation();
  const first = await start(rotating);
  expect(first.notices).toEqual([expect.stringMatching(/^The new key [0-9a-f]{32} is known now/)]);
  const keyring = await first.store.keys.keyring();
  expect(keyring.map(({ active }) => active)).toEqual([true, false]);
  expect(await readSecret(first)).toBe("hunter2");
  await stop(first);

  const again = await start(rotating);
  expect(again.notices).toEqual([]);
  await stop(again);
  const old = await start();
  expect(await readSecret(old)).toBe("hunter2");
});

test("C-07: a key given up before everything is wrapped anew: exit 78, names the key, changes nothing", async () => {
  await leave("closed");
  await stop(await start(await beginRotation()));
  const { exitCode, line } = await refusal({ BERTH_KEY: "file:new.key" });
  expect(exitCode).toBe(78);
  expect(line).toMatch(
    /The key of the instance can't be unwrapped: it is wrapped by [0-9a-f]{32}, which is neither BERTH_KEY nor BERTH_KEY_PREVIOUS/,
  );
});

test("C-07: two keys of which the database knows neither: exit 78, names both, changes nothing", async () => {
  await leave("closed");
  await writeFile(join(folder, "other.key"), randomBytes(32).toString("base64"), { mode: 0o600 });
  const env = { ...(await beginRotation()), BERTH_KEY_PREVIOUS: "file:other.key" };
  const { exitCode, line } = await refusal(env);
  expect(exitCode).toBe(78);
  expect(new Set(line.match(/[0-9a-f]{32}/g)).size).toBe(3);
});

test("C-07: a previous key that is not there: exit 78; one that is not needed any more is remarked", async () => {
  await leave("closed");
  const missing = await refusal({ BERTH_KEY_PREVIOUS: "file:gone.key" });
  expect(missing.exitCode).toBe(78);
  expect(missing.line).toContain("file:");
  const { BERTH_KEY: unneeded } = await beginRotation();
  const booted = await start({ BERTH_KEY_PREVIOUS: unneeded });
  expect(booted.notices).toEqual([expect.stringContaining("BERTH_KEY_PREVIOUS is no key of this")]);
});

test("C-07: without the instance's own key nothing starts, whatever the operator allows", async () => {
  await leave("closed");
  alter("update instance_key set wrapped = ?", randomBytes(142));
  const { exitCode, line } = await refusal({ BERTH_ALLOW_SEALED_ORGANIZATIONS: "1" });
  expect(exitCode).toBe(78);
  expect(line).toMatch(/The key of the instance can't be unwrapped\. Nothing was changed\./);
});
