import { createSecretKey, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addOrganization, authOf, entry, registry, t0 } from "../store/contract/sample.ts";
import { openSqliteStore } from "../store/sqlite/store.ts";
import type { Store } from "../store/store.ts";
import { bindingHash, type SecretPlace } from "./aad.ts";
import { keyCheckValue } from "./key-check.ts";
import { openInstanceKey } from "./instance-key.ts";
import { kekFrom, type Kek } from "./kek.ts";
import { kekSet } from "./kek-set.ts";
import { createVault, type Vault } from "./vault.ts";

const instanceId = "ins_1";
const binding = bindingHash([{ name: "hosts", value: "reg.example.com" }]);

let folder: string;
let path: string;
let store: Store;
let kek: Kek;
let vault: Vault;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "berth-vault-"));
  path = join(folder, "berth.db");
  store = openSqliteStore(path);
  kek = kekFrom(randomBytes(32));
  await store.instance.initialise({
    instance: { id: instanceId, schema: 1, createdAt: t0 },
    keyring: {
      kekId: kek.id,
      provider: "env:KEY",
      checkValue: keyCheckValue(kek, instanceId),
      createdAt: t0,
    },
  });
  vault = await openVault();
  await store.setup.createOwner({
    person: { id: "per_ada", name: "Ada", email: "ada@example.com" },
    account: { id: "acc_1", passwordHash: "x" },
    organization: { id: "org_a", slug: "a", name: "A" },
    memberId: "mem_1",
    orgKey: await vault.newOrgKey("org_a", t0),
    at: t0,
    audit: entry({ action: "organization.create" }),
  });
  await addOrganization(store, { id: "org_b", slug: "b", name: "B" });
  const { db, tables } = authOf(store);
  await db.insert(tables.orgKey).values(await vault.newOrgKey("org_b", t0));
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function openVault(keks = kekSet(kek)): Promise<Vault> {
  const instanceKey = await openInstanceKey(keks, instanceId, store.keys, t0);
  return createVault({ keks, instanceId, instanceKey, keys: store.keys });
}

function place(change: Partial<SecretPlace> = {}): SecretPlace {
  return {
    organizationId: "org_a",
    registryId: "reg_1",
    secretVersion: 1,
    field: "password",
    binding,
    ...change,
  };
}

async function save(organizationId: string, registryId: string, name: string): Promise<void> {
  const fields: Record<string, Buffer> = {};
  for (const field of ["password", "token"]) {
    const where = place({ organizationId, registryId, field });
    fields[field] = await vault.seal(
      where,
      Buffer.from(`${organizationId} ${registryId} ${field}`),
    );
  }
  const input = registry(organizationId, { id: registryId, name }, [`${registryId}.example.com/*`]);
  await store.registries.create({ ...input, secret: { version: 1, fingerprint: "f", fields } });
}

async function openStored(change: Partial<SecretPlace>): Promise<string> {
  const where = place(change);
  const sealed = await store.secrets.read(where.organizationId, where.registryId);
  const record = sealed?.fields[where.field];
  if (sealed === null || record === undefined) throw new Error("no such record");
  return vault.withSecret({ ...where, secretVersion: sealed.version }, record, (bytes) =>
    bytes.toString(),
  );
}

test("a secret goes through the database and comes back, in this process and in the next", async () => {
  await save("org_a", "reg_1", "One");
  expect(await openStored({})).toBe("org_a reg_1 password");
  vault = await openVault();
  expect(await openStored({ field: "token" })).toBe("org_a reg_1 token");
});

test("S-19, C-06: records swapped in the database between organizations, registries, fields and versions don't open", async () => {
  await save("org_a", "reg_1", "One");
  await save("org_a", "reg_2", "Two");
  await save("org_b", "reg_1", "One");
  const unreadable = { name: "VaultError", code: "credential_unreadable" };
  const record = (where: string) => `(select record from registry_secret where ${where})`;
  const victim = "organization_id = 'org_a' and registry_id = 'reg_1' and field = 'password'";
  const donors = [
    "organization_id = 'org_b' and registry_id = 'reg_1' and field = 'password'",
    "organization_id = 'org_a' and registry_id = 'reg_2' and field = 'password'",
    "organization_id = 'org_a' and registry_id = 'reg_1' and field = 'token'",
  ];
  const original = (await store.secrets.read("org_a", "reg_1"))?.fields["password"];
  for (const donor of donors) {
    tamper(`update registry_secret set record = ${record(donor)} where ${victim}`);
    await expect(openStored({}), donor).rejects.toMatchObject(unreadable);
    tamper(`update registry_secret set record = ? where ${victim}`, original);
    expect(await openStored({})).toBe("org_a reg_1 password");
  }
  const one = "organization_id = 'org_a' and";
  tamper(`update registry set secret_version = 2 where ${one} id = 'reg_1'`);
  await expect(openStored({})).rejects.toThrow("no such record");
  tamper(`update registry_secret set version = 2 where ${one} registry_id = 'reg_1'`);
  await expect(openStored({})).rejects.toMatchObject(unreadable);
});

test("C-06: an older record put back after a replacement does not open", async () => {
  await save("org_a", "reg_1", "One");
  const old = (await store.secrets.read("org_a", "reg_1"))?.fields["password"];
  const fresh = await vault.seal(place({ secretVersion: 2 }), Buffer.from("new"));
  await store.registries.replaceSecret({
    organizationId: "org_a",
    id: "reg_1",
    version: 1,
    by: null,
    at: t0,
    audit: entry(),
    secret: { version: 2, fingerprint: "g", fields: { password: fresh } },
  });
  expect(await openStored({})).toBe("new");
  tamper("update registry_secret set record = ?", old);
  await expect(openStored({})).rejects.toMatchObject({ code: "credential_unreadable" });
});

test("C-06: an organization's key copied to another organization unwraps for neither", async () => {
  await save("org_a", "reg_1", "One");
  tamper(
    "update org_key set wrapped = (select wrapped from org_key where organization_id = 'org_b') where organization_id = 'org_a'",
  );
  vault = await openVault();
  await expect(openStored({})).rejects.toMatchObject({ name: "VaultError", code: "org_sealed" });
  await expect(vault.seal(place(), Buffer.from("x"))).rejects.toMatchObject({ code: "org_sealed" });
});

test("an edited destination does not decrypt", async () => {
  await save("org_a", "reg_1", "One");
  const evil = bindingHash([{ name: "hosts", value: "evil.example.com" }]);
  await expect(openStored({ binding: evil })).rejects.toMatchObject({
    code: "credential_unreadable",
  });
});

test("an error of the vault names the place and nothing sealed", async () => {
  await save("org_a", "reg_1", "One");
  const sealed = await store.secrets.read("org_a", "reg_1");
  const record = sealed?.fields["password"] ?? Buffer.alloc(0);
  const err = await vault
    .open(place({ field: "other" }), record)
    .catch((caught: unknown) => caught);
  expect(err).toMatchObject({ message: "secret other v1 of reg_1: mismatch" });
  await expect(vault.open(place(), Buffer.from("garbage"))).rejects.toMatchObject({
    code: "credential_unreadable",
  });
  await expect(vault.open(place(), Buffer.alloc(200, 1))).rejects.toMatchObject({
    code: "credential_unreadable",
  });
  await expect(
    vault.seal(place({ organizationId: "org_none" }), Buffer.from("x")),
  ).rejects.toMatchObject({ code: "credential_unreadable" });
});

test("the plaintext is wiped behind its use, also when the use fails", async () => {
  const record = await vault.seal(place(), Buffer.from("secret"));
  let kept: Buffer = Buffer.alloc(0);
  await vault.withSecret(place(), record, (bytes) => {
    kept = bytes;
    expect(bytes.toString()).toBe("secret");
  });
  expect(kept.equals(Buffer.alloc(6))).toBe(true);
  const failing = vault.withSecret(place(), record, async (bytes) => {
    kept = bytes;
    await Promise.reject(new Error("no"));
  });
  await expect(failing).rejects.toThrow("no");
  expect(kept.equals(Buffer.alloc(6))).toBe(true);
});

test("a fingerprint tells equal secrets of one organization, and nothing across organizations", async () => {
  const parts = [Buffer.from("robot"), Buffer.from("hunter2")];
  const print = await vault.fingerprint("org_a", parts);
  expect(print).toMatch(/^[0-9a-f]{8}$/);
  expect(await vault.fingerprint("org_a", parts)).toBe(print);
  expect(await vault.fingerprint("org_a", [Buffer.from("roboth"), Buffer.from("unter2")])).not.toBe(
    print,
  );
  expect(await vault.fingerprint("org_b", parts)).not.toBe(print);
  expect(await vault.proof("org_a", parts)).toMatch(new RegExp(`^${print}[0-9a-f]{56}$`));
});

test("an instance secret is the same at every start and another for every purpose", async () => {
  const again = await openVault();
  const other = createVault({
    keks: kekSet(kek),
    instanceId,
    instanceKey: { keyId: "0", version: 1, key: createSecretKey(randomBytes(32)) },
    keys: store.keys,
  });
  const text = vault.instanceSecret("cookies").reveal();
  expect(text.length).toBeGreaterThanOrEqual(43);
  expect(again.instanceSecret("cookies").reveal()).toBe(text);
  expect(vault.instanceSecret("links").reveal()).not.toBe(text);
  expect(other.instanceSecret("cookies").reveal()).not.toBe(text);
});

function tamper(statement: string, ...params: unknown[]): void {
  const other = new Database(path);
  try {
    expect(other.prepare(statement).run(...params).changes).toBeGreaterThan(0);
  } finally {
    other.close();
  }
}
