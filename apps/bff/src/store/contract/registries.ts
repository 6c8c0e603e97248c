import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, patterns, registry, sealed, t0 } from "./sample.ts";

export function registryContract(get: Get): void {
  describe("registries", () => {
    test("a created registry comes back whole, without its ciphertext", async () => {
      const { store, org, owner } = get();
      const input = registry(org, { id: "reg_1" }, ["reg.example.com/b/*", "reg.example.com/a/*"]);
      const result = await store.registries.create(input);
      expect(result).toMatchObject({ ok: true });
      const found = await store.registries.get(org, "reg_1");
      expect(found).toEqual({
        ...input.registry,
        doubt: null,
        kept: null,
        rotateAfterDays: null,
        servesHostOnly: false,
        expiry: { ...input.registry.expiry, by: null, snoozedUntil: null },
        patterns: input.patterns,
        paused: false,
        secret: { version: 1, fingerprint: "f1", setAt: t0, setBy: { id: owner, name: "Ada" } },
        version: 1,
        createdAt: t0,
        createdBy: { id: owner, name: "Ada" },
        updatedAt: t0,
        updatedBy: { id: owner, name: "Ada" },
      });
      expect(result).toEqual({ ok: true, registry: found });
      expect(JSON.stringify(found)).not.toContain("ciphertext");
      expect(await store.registries.list(org)).toEqual([found]);
      expect(await store.secrets.read(org, "reg_1")).toEqual(sealed());
    });

    test("nothing of a registry is seen from another organization", async () => {
      const { store, org, otherOrg } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      expect(await store.registries.get(otherOrg, "reg_1")).toBeNull();
      expect(await store.registries.list(otherOrg)).toEqual([]);
      expect(await store.secrets.read(otherOrg, "reg_1")).toBeNull();
      expect((await store.patterns.entries(otherOrg)).entries).toEqual([]);
      const theirs = {
        organizationId: otherOrg,
        id: "reg_1",
        version: 1,
        by: null,
        at: t0,
        audit: entry(),
      };
      const refused = { ok: false, reason: "not_found" };
      expect(await store.registries.update({ ...theirs, change: { name: "Mine" } })).toEqual(
        refused,
      );
      expect(await store.registries.replaceSecret({ ...theirs, secret: sealed(2) })).toEqual(
        refused,
      );
      expect(await store.registries.setPaused({ ...theirs, paused: true })).toEqual(refused);
      expect(await store.registries.remove(theirs)).toEqual(refused);
      expect((await store.registries.get(org, "reg_1"))?.version).toBe(1);
    });

    test("the same id, name and pattern may stand in two organizations", async () => {
      const { store, org, otherOrg } = get();
      expect(await store.registries.create(registry(org, { id: "reg_1" }))).toMatchObject({
        ok: true,
      });
      expect(await store.registries.create(registry(otherOrg, { id: "reg_1" }))).toMatchObject({
        ok: true,
      });
    });

    test("a name that differs in case alone is taken, and the holder is named", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1", name: "Harbor" }));
      const taken = { ok: false, reason: "name_taken", holder: { id: "reg_1", name: "Harbor" } };
      const second = registry(org, { id: "reg_2", name: "HARBOR" }, ["other.example.com/*"]);
      expect(await store.registries.create(second)).toEqual(taken);
      expect(await store.registries.get(org, "reg_2")).toBeNull();

      await store.registries.create(
        registry(org, { id: "reg_2", name: "Quay" }, ["other.example.com/*"]),
      );
      const rename = {
        organizationId: org,
        id: "reg_2",
        version: 1,
        by: null,
        at: t0,
        audit: entry(),
      };
      expect(await store.registries.update({ ...rename, change: { name: "harbor" } })).toEqual(
        taken,
      );
      expect(await store.registries.update({ ...rename, change: { name: "QUAY" } })).toMatchObject({
        ok: true,
        registry: { name: "QUAY" },
      });
    });

    test("a pattern stands once per organization, and the holder is named", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }, ["a.example.com/*"]));
      const taken = {
        ok: false,
        reason: "pattern_taken",
        canonical: "a.example.com/*",
        holder: { id: "reg_1", name: "Harbor" },
      };
      const second = registry(org, { id: "reg_2", name: "Quay" }, [
        "b.example.com/*",
        "a.example.com/*",
      ]);
      expect(await store.registries.create(second)).toEqual(taken);
      expect(await store.registries.list(org)).toHaveLength(1);

      await store.registries.create(
        registry(org, { id: "reg_2", name: "Quay" }, ["b.example.com/*"]),
      );
      const change = {
        organizationId: org,
        id: "reg_2",
        version: 1,
        change: {},
        by: null,
        at: t0,
        audit: entry(),
      };
      expect(
        await store.registries.update({ ...change, patterns: patterns("a.example.com/*") }),
      ).toEqual(taken);
      expect(
        await store.registries.update({
          ...change,
          patterns: patterns("c.example.com/*", "c.example.com/*"),
        }),
      ).toMatchObject({ ok: false, reason: "pattern_taken", holder: { id: "reg_2" } });
      expect((await store.registries.get(org, "reg_2"))?.patterns[0]?.canonical).toBe(
        "b.example.com/*",
      );
    });

    test("of two editors who saw the same version the second gets a conflict", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const edit = (name: string) =>
        store.registries.update({
          organizationId: org,
          id: "reg_1",
          version: 1,
          change: { name },
          by: "per_ada",
          at: t0 + 1,
          audit: entry({ action: "registry.update" }),
        });
      const [first, second] = await Promise.all([edit("First"), edit("Second")]);
      expect(first).toMatchObject({ ok: true, registry: { name: "First", version: 2 } });
      expect(second).toEqual({ ok: false, reason: "conflict", version: 2 });
      const stale = {
        organizationId: org,
        id: "reg_1",
        version: 1,
        by: null,
        at: t0,
        audit: entry(),
      };
      const conflict = { ok: false, reason: "conflict", version: 2 };
      expect(await store.registries.setPaused({ ...stale, paused: true })).toEqual(conflict);
      expect(await store.registries.replaceSecret({ ...stale, secret: sealed(2) })).toEqual(
        conflict,
      );
      expect(await store.registries.remove(stale)).toEqual(conflict);
      expect((await store.registries.get(org, "reg_1"))?.name).toBe("First");
    });

    test("an update changes what is given, leaves the rest, and keeps the id of a pattern that stays", async () => {
      const { store, org } = get();
      const input = registry(org, { id: "reg_1" }, ["a.example.com/*", "b.example.com/*"]);
      await store.registries.create(input);
      const result = await store.registries.update({
        organizationId: org,
        id: "reg_1",
        version: 1,
        change: {
          testImage: null,
          handOutStored: true,
          servesHostOnly: true,
          expiry: { at: t0 + 5, source: "entered" },
        },
        patterns: patterns("c.example.com/*", "a.example.com/*"),
        by: null,
        at: t0 + 1,
        audit: entry({ action: "registry.update" }),
      });
      expect(result).toMatchObject({
        ok: true,
        registry: {
          name: "Harbor",
          identity: "robot",
          testImage: null,
          handOutStored: true,
          servesHostOnly: true,
          expiry: { at: t0 + 5, source: "entered" },
          secret: { version: 1 },
          updatedAt: t0 + 1,
          updatedBy: null,
        },
      });
      const kept = result.ok ? result.registry.patterns : [];
      expect(kept.map((pattern) => pattern.canonical)).toEqual([
        "c.example.com/*",
        "a.example.com/*",
      ]);
      expect(kept[1]?.id).toBe(input.patterns[0]?.id);
      expect(await store.secrets.read(org, "reg_1")).toEqual(sealed());
    });

    test("an overview is over all organizations, by organization and name", async () => {
      const { store, org, otherOrg } = get();
      await store.registries.create(registry(org, { id: "reg_1", name: "B" }, ["b.io/*"]));
      await store.registries.create(registry(org, { id: "reg_2", name: "a" }, ["a.io/*"]));
      await store.registries.create(registry(otherOrg, { id: "reg_1" }, ["a.io/*"]));
      const rows = await store.registries.overview(10);
      expect(rows.map(({ name }) => name).slice(0, 2)).toEqual(["a", "B"]);
      expect(rows[0]).toMatchObject({ id: "reg_2", organization: "acme", paused: false });
      expect(rows).toHaveLength(3);
      expect(await store.registries.overview(1)).toEqual([rows[0]]);
    });

    test("what health rests on is told of one organization's registries, and of no other's", async () => {
      const { store, org, otherOrg } = get();
      const expiry = { at: t0, source: "entered" } as const;
      await store.registries.create(registry(org, { id: "reg_1", expiry }));
      await store.registries.create(registry(otherOrg, { id: "reg_2" }));
      const { health } = registry(org).registry;
      expect(await store.registries.states(org)).toEqual([
        { state: health.state, paused: false, expiry },
      ]);
    });

    test("a replaced secret leaves nothing of the old one, and a version that does not follow is refused", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const replace = (version: number, secretVersion: number) =>
        store.registries.replaceSecret({
          organizationId: org,
          id: "reg_1",
          version,
          secret: { ...sealed(secretVersion), fields: { password: Buffer.from("new") } },
          by: "per_ada",
          at: t0 + 9,
          audit: entry({ action: "registry.replace-secret" }),
        });
      for (const wrong of [0, 1, 3])
        await expect(replace(1, wrong)).rejects.toThrow("does not follow");
      expect(await store.secrets.read(org, "reg_1")).toEqual(sealed());
      expect(await replace(1, 2)).toMatchObject({
        ok: true,
        registry: { version: 2, secret: { version: 2, setAt: t0 + 9 } },
      });
      expect(await store.secrets.read(org, "reg_1")).toEqual({
        version: 2,
        fingerprint: "f2",
        fields: { password: Buffer.from("new") },
      });
    });

    test("a removed registry takes patterns, expectations and secret along and frees its name", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      await store.expectations.create({
        expectation: {
          id: "exp_1",
          organizationId: org,
          registryId: "reg_1",
          image: "reg.example.com/a",
          createdAt: t0,
          createdBy: null,
        },
        audit: entry({ action: "expectation.create" }),
      });
      const removed = await store.registries.remove({
        organizationId: org,
        id: "reg_1",
        version: 1,
        at: t0 + 1,
        audit: entry({ action: "registry.delete" }),
      });
      expect(removed).toEqual({ ok: true });
      expect(await store.registries.get(org, "reg_1")).toBeNull();
      expect(await store.secrets.read(org, "reg_1")).toBeNull();
      expect(await store.expectations.list(org)).toEqual([]);
      expect((await store.patterns.entries(org)).entries).toEqual([]);
      expect(await store.registries.create(registry(org, { id: "reg_2" }))).toMatchObject({
        ok: true,
      });
    });

    test("a check made before saving becomes the registry's, somebody else's check does not", async () => {
      const { store, org } = get();
      const check = {
        id: "chk_1",
        organizationId: org,
        subject: "form",
        registryId: null,
        registryName: "Harbor",
        image: "x",
        startedAt: t0,
        startedBy: null,
        proof: "p",
      } as const;
      await store.checks.create({ check });
      await store.checks.create({ check: { ...check, id: "chk_2", registryId: "reg_9" } });
      await store.registries.create({ ...registry(org, { id: "reg_1" }), checkId: "chk_1" });
      await store.registries.create({
        ...registry(org, { id: "reg_2", name: "Q" }, ["q.io/*"]),
        checkId: "chk_2",
      });
      expect((await store.checks.get(org, "chk_1"))?.registry).toEqual({
        id: "reg_1",
        name: "Harbor",
      });
      expect((await store.checks.get(org, "chk_2"))?.registry).toBeNull();
    });
  });
}
