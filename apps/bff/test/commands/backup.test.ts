import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastBackup } from "../../src/backup/last-backup.ts";
import { sealTotpSecret } from "../../src/services/account/totp-secret.ts";
import { entry } from "../../src/store/contract/sample.ts";
import { olderDatabaseKey, writeOlderDatabase } from "../../src/store/testing/older-database.ts";
import { createInstance, fill, openAll, secretOf, type TestInstance } from "../support/instance.ts";

let instance: TestInstance;
let backup: string;

beforeEach(async () => {
  instance = await createInstance();
  backup = join(instance.folder, "backup");
});
afterEach(() => instance.dispose());

const inOrder =
  /^Backup of ins_\w+ of \d+ \w+ 20\d\d, \d\d:\d\d UTC is in order: 2 keys and 3 secrets opened, 4 audit events/;

async function filledAndBackedUp() {
  const server = await instance.start();
  await fill(server, 3);
  expect(await instance.run("backup", "backup")).toMatchObject({
    code: 0,
    lines: [expect.stringMatching(/^Backup of ins_/), expect.stringContaining("needs the key")],
  });
  return server;
}

test("C-13: a backup made beside a running server is complete, proven, and restored elsewhere", async () => {
  const before = Date.now();
  const server = await filledAndBackedUp();
  const noted = await lastBackup(join(instance.folder, "data"));
  expect(noted).toBeGreaterThanOrEqual(before);
  expect(await lastBackup(join(instance.folder, "nowhere"))).toBeNull();
  expect((await stat(backup)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(backup)) {
    expect((await stat(join(backup, name))).mode & 0o777).toBe(0o600);
  }
  expect(await instance.run("backup", "verify", "backup")).toEqual({
    code: 0,
    lines: [expect.stringMatching(inOrder)],
    notes: [],
  });
  await instance.stop(server);

  instance.env["BERTH_DATA_DIR"] = "elsewhere/data";
  instance.env["BERTH_KEY"] = `file:${join(instance.folder, "berth.key")}`;
  const restored = await instance.run("restore", "backup");
  expect(restored).toMatchObject({ code: 0, notes: [] });
  const again = await instance.start();
  expect(again.setupToken).toBeNull();
  expect(await openAll(again)).toEqual(
    ["reg_1", "reg_2", "reg_3"].map((id) => `${id}: ${secretOf(id).toString()}`),
  );
  const { rows } = await again.store.audit.list("org_a", { limit: 1 });
  expect(rows[0]).toMatchObject({ action: "instance.restore", actor: { name: "Operator" } });
  expect((await instance.run("audit", "verify")).code).toBe(0);
});

test("S-25: no key and no session is in a backup's restore, and no key byte in any of its files", async () => {
  const server = await filledAndBackedUp();
  const key = Buffer.from(
    (await readFile(join(instance.folder, "berth.key"), "utf8")).trim().split("\n").at(-1) ?? "",
    "base64",
  );
  expect(key).toHaveLength(32);
  for (const name of await readdir(backup)) {
    const bytes = await readFile(join(backup, name));
    for (const form of [
      key,
      ...["hex", "base64", "base64url"].map((one) => Buffer.from(key.toString(one as "hex"))),
    ]) {
      expect(bytes.includes(form), name).toBe(false);
    }
  }
  await instance.stop(server);
  instance.sql(
    "insert into session (id, expires_at, token, created_at, updated_at, user_id) values ('s', 9999999999999, 't', 0, 0, 'per_ada')",
  );
  await instance.run("backup", "second");
  expect((await instance.run("restore", "second", "--replace")).code).toBe(0);
  const database = new Database(instance.path, { readonly: true });
  expect(database.prepare("select count(*) from session").pluck().get()).toBe(0);
  database.close();
});

test("what is written after the backup is not in it, and a restore puts the other database aside", async () => {
  const server = await filledAndBackedUp();
  await server.store.audit.append("org_a", entry({ action: "session.sign-in" }));
  expect(await instance.run("restore", "backup", "--replace")).toMatchObject({ code: 75 });
  await instance.stop(server);
  expect(await instance.run("restore", "backup")).toMatchObject({
    code: 73,
    notes: [expect.stringContaining("--replace")],
  });
  const { code, lines } = await instance.run("restore", "backup", "--replace");
  expect(code).toBe(0);
  const aside = /is in (\S+)\.$/.exec(lines[1] ?? "")?.[1] ?? "";
  const old = new Database(join(aside, "berth.db"), { readonly: true });
  expect(old.prepare("select count(*) from audit_event").pluck().get()).toBe(5);
  old.close();
  const again = await instance.start();
  const { rows } = await again.store.audit.list("org_a", { limit: 9 });
  expect(rows.map(({ action }) => action)).toEqual([
    "instance.restore",
    ...Array.from({ length: 3 }, () => "registry.create"),
    "organization.create",
  ]);
});

test("a damaged database is no obstacle to restoring a good one", async () => {
  const server = await filledAndBackedUp();
  await instance.stop(server);
  await writeFile(instance.path, randomBytes(8192));
  expect((await instance.run("restore", "backup", "--replace")).code).toBe(0);
  expect(await openAll(await instance.start())).toHaveLength(3);
});

test("R-15: one flipped byte anywhere is found", async () => {
  await filledAndBackedUp();
  const file = join(backup, "berth.db");
  const bytes = await readFile(file);
  for (let run = 0; run < 20; run += 1) {
    const at = Math.floor((bytes.length / 20) * run);
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    await writeFile(file, damaged);
    const found = await instance.run("backup", "verify", "backup");
    expect(found, `byte ${at}`).toMatchObject({ code: 1 });
    expect(found.lines.join("\n")).toMatch(/^NOT IN ORDER: .*(?:SHA-256|can't be read)/);
  }
  await writeFile(file, bytes);
  expect((await instance.run("backup", "verify", "backup")).code).toBe(0);
});

test("R-15: a database that was copied without its log is found", async () => {
  const server = await filledAndBackedUp();
  await server.store.audit.append("org_a", entry());
  await chmod(join(backup, "berth.db"), 0o600);
  await cp(instance.path, join(backup, "berth.db"));
  expect(await instance.run("backup", "verify", "backup")).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/bytes, and the manifest says|SHA-256/)],
  });
});

test("R-15: the wrong key, a missing key and no backup are each said", async () => {
  await filledAndBackedUp();
  const keyFile = join(instance.folder, "berth.key");
  const key = await readFile(keyFile);
  await writeFile(keyFile, randomBytes(32).toString("base64"));
  expect(await instance.run("backup", "verify", "backup")).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/The key in file:.* is [0-9a-f]{32}, but the database needs/)],
  });
  await rm(keyFile);
  expect((await instance.run("backup", "verify", "backup")).lines[0]).toContain("there is none in");
  await writeFile(keyFile, key, { mode: 0o600 });
  expect((await instance.run("backup", "verify", "nothing")).lines[0]).toContain("no backup in");
  await writeFile(join(backup, "manifest.json"), "{}");
  expect((await instance.run("restore", "backup", "--replace")).lines[0]).toContain("is damaged");
});

test("R-15: a record that no longer opens, and an audit log that was rewritten, are found", async () => {
  const server = await filledAndBackedUp();
  await instance.stop(server);
  instance.sql("update registry_secret set record = zeroblob(150) where registry_id = 'reg_2'");
  instance.sql(
    "drop trigger audit_event_no_update; update audit_event set at = 1 where sequence = 2",
  );
  await instance.run("backup", "second");
  expect(await instance.run("backup", "verify", "second")).toMatchObject({
    code: 1,
    lines: [
      "NOT IN ORDER: acme: password of reg_2 can't be opened.",
      "NOT IN ORDER: acme: the audit log is broken at event 2 (altered).",
    ],
  });
});

test("R-15: a second factor that no longer opens is found", async () => {
  const server = await filledAndBackedUp();
  const sealed = sealTotpSecret(server.vault, "per_ada", randomBytes(20));
  await server.store.secondFactors.prepareTotp({ personId: "per_ada", sealed, at: 0 });
  await instance.run("backup", "good");
  expect((await instance.run("backup", "verify", "good")).lines[0]).toContain("4 secrets opened");
  instance.sql("update totp set sealed = zeroblob(130)");
  await instance.run("backup", "bad");
  expect(await instance.run("backup", "verify", "bad")).toMatchObject({
    code: 1,
    lines: ["NOT IN ORDER: The second factor of per_ada can't be opened."],
  });
});

test("R-14: a backup of an older version is proven and restored by this one", async () => {
  await mkdir(instance.dataDir);
  writeOlderDatabase(instance.path, 2);
  await writeFile(join(instance.folder, "berth.key"), olderDatabaseKey(2), { mode: 0o600 });
  expect((await instance.run("backup", "old")).code).toBe(0);
  expect(await instance.run("audit", "verify")).toMatchObject({
    code: 65,
    notes: [
      expect.stringMatching(/has schema 2, and this version needs \d+\. Start the server once/),
    ],
  });
  expect((await instance.run("restore", "old", "--replace")).lines[0]).toContain("is in order");
  const server = await instance.start();
  expect((await server.store.audit.list("org_a", { limit: 9 })).rows).toHaveLength(6);
});

test("a backup is never written over something", async () => {
  await filledAndBackedUp();
  expect(await instance.run("backup", "backup")).toMatchObject({ code: 73 });
  expect(await instance.run("backup", "no/such/folder")).toMatchObject({ code: 73 });
  expect((await instance.run("backup", "verify", "backup")).code).toBe(0);
});
