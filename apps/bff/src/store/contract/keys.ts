import { describe, expect, test } from "vitest";
import type { WrappedKey } from "../rows.ts";
import type { Get } from "./harness.ts";
import { entry, kekId, orgKey, registry, t0 } from "./sample.ts";

const otherKek = {
  kekId: "f".repeat(32),
  provider: "file:/k",
  checkValue: Buffer.alloc(32, 2),
  createdAt: t0 + 1,
};

export function keyContract(get: Get): void {
  describe("keys", () => {
    test("an organization's keys come back byte for byte, and to that organization only", async () => {
      const { store, org, otherOrg } = get();
      expect(await store.keys.orgKeys(org)).toEqual([orgKey(org)]);
      expect(await store.keys.orgKey(org, orgKey(org).keyId)).toEqual(orgKey(org));
      expect(await store.keys.orgKey(otherOrg, orgKey(org).keyId)).toBeNull();
      expect(await store.keys.allKeys()).toEqual([orgKey(org)]);
    });

    test("the database says what it is and that its tables are this program's", async () => {
      const facts = await get().store.facts();
      expect(facts.version).toMatch(/^\d+\.\d+/);
      expect(facts.schema).toBe(facts.known);
      expect(facts.known).toBeGreaterThan(0);
    });

    test("of several key-encryption keys one is active", async () => {
      const { store } = get();
      await store.keys.addKek({ ...otherKek, active: false });
      await store.keys.addKek({ ...otherKek, provider: "changed", active: true });
      const active = async () =>
        (await store.keys.keyring()).map((kek) => [kek.kekId, kek.provider, kek.active]);
      expect(await active()).toEqual([
        [kekId, "env:KEY", true],
        [otherKek.kekId, "file:/k", false],
      ]);
      expect(await store.keys.activateKek("nothing")).toEqual({ ok: false, reason: "not_found" });
      expect(await store.keys.activateKek(otherKek.kekId)).toEqual({ ok: true });
      expect(await active()).toEqual([
        [kekId, "env:KEY", false],
        [otherKek.kekId, "file:/k", true],
      ]);
    });

    test("a key is wrapped anew only as it was read, and its old key-encryption key goes last", async () => {
      const { store, org } = get();
      await store.keys.addKek({ ...otherKek, active: false });
      await store.keys.activateKek(otherKek.kekId);
      const place = { organizationId: org, keyId: orgKey(org).keyId, rowVersion: 1 };
      const wrapped = Buffer.alloc(126, 9);
      const rewrap = { place, kekId: otherKek.kekId, wrapped };
      expect(await store.keys.removeKek(kekId)).toEqual({ ok: false, reason: "in_use", keys: 1 });
      for (const wrong of [
        { rowVersion: 2 },
        { keyId: "00".repeat(16) },
        { organizationId: "org_none" },
        { organizationId: null },
      ]) {
        expect(await store.keys.rewrap({ ...rewrap, place: { ...place, ...wrong } })).toBe(false);
      }
      expect(await store.keys.rewrap(rewrap)).toBe(true);
      expect(await store.keys.rewrap(rewrap)).toBe(false);
      expect(await store.keys.orgKeys(org)).toEqual([
        { ...orgKey(org), kekId: otherKek.kekId, wrapped, rowVersion: 2 },
      ]);
      expect(await store.keys.removeKek(otherKek.kekId)).toEqual({
        ok: false,
        reason: "in_use",
        keys: 1,
      });
      expect(await store.keys.removeKek(kekId)).toEqual({ ok: true });
      expect(await store.keys.removeKek(kekId)).toEqual({ ok: false, reason: "not_found" });
    });

    test("the instance has one key of its own, wrapped anew like the others", async () => {
      const { store, org } = get();
      const { organizationId: _org, ...rest } = orgKey(org);
      const own: WrappedKey = { organizationId: null, ...rest, keyId: "cd".repeat(16) };
      expect(await store.keys.addInstanceKey(own)).toEqual({ ok: true });
      expect(await store.keys.addInstanceKey({ ...own, keyId: "ef".repeat(16) })).toEqual({
        ok: false,
        reason: "already_there",
      });
      expect(await store.keys.allKeys()).toEqual([own, orgKey(org)]);
      const recovery = Buffer.from("age");
      const place = { organizationId: null, keyId: own.keyId, rowVersion: 1 };
      expect(await store.keys.setRecovery({ place, recipient: "age1x", recovery })).toBe(true);
      expect(await store.keys.setRecovery({ place, recipient: "age1y", recovery })).toBe(false);
      expect((await store.keys.allKeys())[0]).toEqual({
        ...own,
        recovery,
        recoveryRecipient: "age1x",
        rowVersion: 2,
      });
    });

    test("an organization's next key follows the newest, together with its audit entry", async () => {
      const { store, org } = get();
      const audit = entry({ action: "organization.rotate-key" });
      const next = { ...orgKey(org), keyId: "99".repeat(16), version: 2 };
      expect(await store.keys.addOrgKey({ key: { ...next, version: 3 }, audit })).toEqual({
        ok: false,
        reason: "outdated",
      });
      expect(await store.keys.addOrgKey({ key: next, audit })).toEqual({ ok: true });
      expect(await store.keys.addOrgKey({ key: next, audit })).toEqual({
        ok: false,
        reason: "outdated",
      });
      expect((await store.keys.orgKeys(org)).map((key) => key.version)).toEqual([2, 1]);
      const { rows } = await store.audit.list(org, { limit: 9 });
      expect(rows.map((event) => event.action)).toEqual([
        "organization.rotate-key",
        "organization.create",
      ]);
    });

    test("a sealed field is put under another key only as it was read", async () => {
      const { store, org, otherOrg } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const fields = await store.secrets.all(org);
      expect(fields.map(({ registryId, field, version }) => [registryId, field, version])).toEqual([
        ["reg_1", "extra", 1],
        ["reg_1", "password", 1],
      ]);
      expect(await store.secrets.all(otherOrg)).toEqual([]);
      const [, password] = fields;
      if (password === undefined) throw new Error("no such field");
      const resealed = Buffer.from("under another key");
      const reseal = { organizationId: org, ...password, resealed };
      for (const wrong of [
        { organizationId: otherOrg },
        { registryId: "reg_2" },
        { field: "extra" },
        { version: 2 },
        { record: Buffer.from("another record") },
      ]) {
        expect(await store.secrets.reseal({ ...reseal, ...wrong })).toBe(false);
      }
      expect(await store.secrets.reseal(reseal)).toBe(true);
      expect(await store.secrets.reseal(reseal)).toBe(false);
      expect((await store.secrets.read(org, "reg_1"))?.fields["password"]).toEqual(resealed);
    });
  });
}
