import { randomBytes } from "node:crypto";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openKept, openSecret } from "../../src/services/secrets/open.ts";
import { secretPlace } from "../../src/services/secrets/place.ts";
import { plainRegistry, standard } from "../../src/services/testing/sealed-registry.ts";
import { entry } from "../../src/store/contract/sample.ts";
import { recordKeyId } from "../../src/vault/record.ts";
import {
  addSealed,
  createInstance,
  fill,
  openAll,
  secretOf,
  type TestInstance,
} from "../support/instance.ts";

let instance: TestInstance;

beforeEach(async () => {
  instance = await createInstance();
});
afterEach(() => instance.dispose());

const secrets = ["reg_1", "reg_2", "reg_3"].map((id) => `${id}: ${secretOf(id).toString()}`);

function useNewKey(): void {
  instance.env["BERTH_KEY"] = "file:new.key";
  instance.env["BERTH_KEY_PREVIOUS"] = "file:berth.key";
}

test("a key is replaced while the server runs: create, start with both, rewrap, give up the old one", async () => {
  const before = await instance.start();
  await fill(before, 3);
  const cookies = before.vault.instanceSecret("session-cookie").reveal();
  const created = await instance.run("keys", "create", "new.key");
  expect(created).toMatchObject({ code: 0, lines: [expect.stringContaining("was written to")] });
  expect((await stat(join(instance.folder, "new.key"))).mode & 0o777).toBe(0o600);
  expect((await instance.run("keys", "create", "new.key")).code).toBe(73);
  await instance.stop(before);

  useNewKey();
  const both = await instance.start();
  expect(both.notices).toEqual([expect.stringContaining("berth keys rewrap")]);
  const waiting = await instance.run("keys", "status");
  expect(waiting.code).toBe(0);
  expect(waiting.lines[0]).toMatch(/\(file:.*berth\.key\): active, wraps 2 keys$/);

  const rewrapped = await instance.run("keys", "rewrap");
  expect(rewrapped).toMatchObject({
    code: 0,
    lines: [
      expect.stringMatching(/^2 keys newly wrapped under/),
      expect.stringContaining("forget"),
    ],
  });
  expect(await openAll(both)).toEqual(secrets);
  await addSealed(both, "reg_4");
  const kept = both.vault.newOrgKey("org_b", 0);
  expect((await kept).kekId).toBe(
    (await both.store.keys.keyring()).find((one) => one.active)?.kekId,
  );
  await instance.stop(both);

  delete instance.env["BERTH_KEY_PREVIOUS"];
  await rm(join(instance.folder, "berth.key"));
  const after = await instance.start();
  expect(after.notices).toEqual([]);
  expect((await openAll(after)).slice(0, 3)).toEqual(secrets);
  // People stay signed in, and what else hangs on the instance's own secrets stays readable.
  expect(after.vault.instanceSecret("session-cookie").reveal()).toBe(cookies);

  const [old] = (await after.store.keys.keyring()).filter((one) => !one.active);
  expect(await instance.run("keys", "forget", old?.kekId ?? "")).toMatchObject({ code: 0 });
  expect((await instance.run("keys", "status")).lines).toEqual([
    expect.stringMatching(/new\.key\): active, wraps 2 keys$/),
    "instance: key version 1, opens",
    "organization acme: key version 1, opens, 4 records",
  ]);
});

test("nothing is wrapped under a key that running servers do not have yet", async () => {
  const server = await instance.start();
  await fill(server);
  await instance.run("keys", "create", "new.key");
  useNewKey();
  const refused = await instance.run("keys", "rewrap");
  expect(refused).toMatchObject({ code: 78, lines: [] });
  expect(refused.notes[0]).toMatch(/No server has been started with the new key [0-9a-f]{32} yet/);
  expect(await server.store.keys.keyring()).toHaveLength(1);
  await instance.stop(server);
  expect((await instance.run("keys", "rewrap", "--offline")).code).toBe(0);
  expect((await instance.run("keys", "rewrap", "--offline")).lines[0]).toMatch(/^0 keys newly/);
});

test("a key that is active or still wraps something can't be forgotten", async () => {
  const server = await instance.start();
  await fill(server);
  const [entry] = await server.store.keys.keyring();
  const forget = await instance.run("keys", "forget", entry?.kekId ?? "");
  expect(forget).toMatchObject({
    code: 78,
    notes: [expect.stringContaining("still wraps 2 keys")],
  });
  expect((await instance.run("keys", "forget", "nothing")).code).toBe(64);
});

test("an organization's key is replaced while the server runs, and every record moves to it", async () => {
  const server = await instance.start();
  await fill(server, 3);
  const fingerprint = await server.vault.fingerprint("org_a", [Buffer.from("x")]);
  expect(await instance.run("keys", "rotate", "acme")).toEqual({
    code: 0,
    lines: ["acme has a new key.", "acme: 3 records put under its newest key."],
    notes: [],
  });
  expect(await openAll(server)).toEqual(secrets);
  const [newest] = await server.store.keys.orgKeys("org_a");
  const records = await server.store.secrets.all("org_a");
  expect(new Set(records.map(({ record }) => recordKeyId(record)))).toEqual(
    new Set([newest?.keyId]),
  );
  expect(newest?.version).toBe(2);
  expect(await server.vault.fingerprint("org_a", [Buffer.from("x")])).toBe(fingerprint);
  const { rows } = await server.store.audit.list("org_a", { limit: 1 });
  expect(rows[0]).toMatchObject({
    action: "organization.rotate-key",
    changes: [{ field: "keyVersion", before: 1, after: 2 }],
  });
  await instance.stop(server);
  expect(await openAll(await instance.start())).toEqual(secrets);
  expect(await instance.run("keys", "rotate", "other")).toMatchObject({ code: 64 });
});

test("a secret that is kept for a while moves with the one that took its place", async () => {
  const server = await instance.start();
  await fill(server);
  const settings = { ...plainRegistry("org_a", "reg_1").settings, username: "another-robot" };
  const where = secretPlace(standard, { organizationId: "org_a", id: "reg_1", settings });
  const place = { ...where, secretVersion: 2, field: "password" };
  const replaced = await server.store.registries.replaceSecret({
    organizationId: "org_a",
    id: "reg_1",
    version: 1,
    secret: {
      version: 2,
      fingerprint: "g",
      fields: { password: await server.vault.seal(place, Buffer.from("the next")) },
    },
    settings,
    keepUntil: Date.now() + 3_600_000,
    by: null,
    at: Date.now(),
    audit: entry({ action: "registry.replace-secret" }),
  });
  expect(replaced.ok).toBe(true);
  expect(await instance.run("keys", "rotate", "acme")).toMatchObject({
    code: 0,
    lines: ["acme has a new key.", "acme: 2 records put under its newest key."],
  });
  const organization = { id: "org_a", slug: "acme", name: "Acme" };
  const found = await server.store.registries.get("org_a", "reg_1");
  if (found === null || found.kept === null) throw new Error("nothing is kept");
  const ctx = { ...server, organization };
  const kept = await openKept(ctx, standard, found, found.kept);
  expect(kept.secret["password"]).toBe(secretOf("reg_1").toString());
  expect((await openSecret(ctx, standard, found)).secret["password"]).toBe("the next");
  await instance.run("backup", "backup");
  expect((await instance.run("backup", "verify", "backup")).lines[0]).toContain("2 secrets opened");
});

test("S-20: a record that can't be opened is named and left exactly as it is", async () => {
  const server = await instance.start();
  await fill(server, 2);
  const damaged = randomBytes(150).toString("hex");
  instance.sql(`update registry_secret set record = x'${damaged}' where registry_id = 'reg_1'`);
  expect(await instance.run("keys", "rotate", "acme")).toMatchObject({
    code: 1,
    lines: [
      "acme has a new key.",
      "acme: 1 record put under its newest key.",
      "acme: CAN'T OPEN password of reg_1; it was left as it is.",
    ],
  });
  const records = await server.store.secrets.all("org_a");
  expect(records[0]?.record.toString("hex")).toBe(damaged);
  expect((await instance.run("keys", "status")).code).toBe(1);
});

test("an organization's key that can't be opened is named with what it needs, and the others move", async () => {
  await instance.stop(await instance.start());
  await instance.run("keys", "create", "new.key");
  useNewKey();
  const server = await instance.start();
  await fill(server);
  await instance.stop(server);
  const [before] = await keysInDatabase();
  instance.sql("update org_key set wrapped = zeroblob(142)");
  const ran = await instance.run("keys", "rewrap");
  expect(ran.code).toBe(1);
  expect(ran.lines).toContain(`CAN'T OPEN key version 1 of org_a: it needs key ${before}.`);
});

test("after the key is lost the offline identity brings everything back under a new one", async () => {
  const { lines, code } = await instance.run("keys", "recovery-identity", "identity.txt");
  expect(code).toBe(0);
  expect((await stat(join(instance.folder, "identity.txt"))).mode & 0o777).toBe(0o600);
  instance.env["BERTH_RECOVERY_RECIPIENT"] = lines[0];
  const server = await instance.start();
  await fill(server, 3);
  await instance.run("keys", "rotate", "acme");
  const cookies = server.vault.instanceSecret("session-cookie").reveal();
  await instance.stop(server);
  expect((await instance.run("keys", "status")).lines).toContain(
    `recovery recipient ${lines[0]}: 3 of 3 keys`,
  );

  await rm(join(instance.folder, "berth.key"));
  expect((await instance.run("keys", "recover", "--identity", "identity.txt")).notes[0]).toContain(
    "BERTH_KEY names no key yet",
  );
  await instance.run("keys", "create", "berth.key");
  await instance.run("keys", "recovery-identity", "other.txt");
  const refused = await instance.run("keys", "recover", "--identity", "other.txt");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.lines).toHaveLength(4);
  expect(await instance.run("keys", "recover", "--identity", "identity.txt")).toMatchObject({
    code: 0,
    lines: [
      expect.stringMatching(/^3 keys recovered and wrapped under/),
      "3 secrets opened for trial. Start the server.",
    ],
  });
  const again = await instance.start();
  expect(await openAll(again)).toEqual(secrets);
  expect(again.vault.instanceSecret("session-cookie").reveal()).toBe(cookies);
});

test("keys that were there before a recovery recipient was named are sealed for it at the next start", async () => {
  const server = await instance.start();
  await fill(server);
  await instance.stop(server);
  const { lines } = await instance.run("keys", "recovery-identity", "identity.txt");
  instance.env["BERTH_RECOVERY_RECIPIENT"] = lines[0];
  expect(await instance.run("keys", "status")).toMatchObject({ code: 1 });
  await instance.start();
  expect(await instance.run("keys", "status")).toMatchObject({ code: 0 });
  instance.sql("update org_key set recovery = (select recovery from instance_key)");
  await rm(join(instance.folder, "berth.key"));
  await instance.run("keys", "create", "berth.key");
  const swapped = await instance.run("keys", "recover", "--identity", "identity.txt");
  expect(swapped.lines).toContain(
    "CAN'T RECOVER key version 1 of org_a: it was not kept for this identity.",
  );
});

async function keysInDatabase(): Promise<string[]> {
  const { lines } = await instance.run("keys", "status");
  return lines.flatMap((line) => /^key-encryption key ([0-9a-f]{32})/.exec(line)?.[1] ?? []);
}

test("S-20: the wrong key opens nothing and changes nothing", async () => {
  await instance.stop(await instance.start());
  const key = await readFile(join(instance.folder, "berth.key"), "utf8");
  await writeFile(join(instance.folder, "berth.key"), randomBytes(32).toString("base64"));
  for (const words of [["status"], ["rewrap"], ["rotate", "acme"]]) {
    const ran = await instance.run("keys", ...words);
    expect(ran).toMatchObject({ code: 78, lines: [] });
    expect(ran.notes.join("\n")).toContain("Nothing was changed");
  }
  await writeFile(join(instance.folder, "berth.key"), key);
  expect((await instance.run("keys", "status")).code).toBe(0);
});
