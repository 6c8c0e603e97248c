import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, patterns, reCheck, registry, sealed, t0 } from "./sample.ts";

export function patternContract(get: Get): void {
  describe("patterns and expectations", () => {
    test("every change of a registry raises the revision, health does not", async () => {
      const { store, org, otherOrg } = get();
      const revision = () => store.patterns.revision(org);
      const start = await revision();
      await store.registries.create(registry(org, { id: "reg_1" }));
      expect(await revision()).toBe(start + 1);
      const common = { organizationId: org, id: "reg_1", by: null, at: t0, audit: entry() };
      await store.registries.update({ ...common, version: 1, change: { name: "N" } });
      expect(await revision()).toBe(start + 2);
      await store.registries.replaceSecret({ ...common, version: 2, secret: sealed(2) });
      expect(await revision()).toBe(start + 3);
      await store.registries.setPaused({ ...common, version: 3, paused: true });
      expect(await revision()).toBe(start + 4);
      await store.checks.record(reCheck(org, { secretVersion: 2 }));
      expect((await store.registries.get(org, "reg_1"))?.health.state).toBe("failing");
      expect(await revision()).toBe(start + 4);
      await store.registries.remove({ ...common, version: 4 });
      expect(await revision()).toBe(start + 5);
      expect(await store.patterns.revision(otherOrg)).toBe(0);
      expect((await store.patterns.entries(org)).revision).toBe(start + 5);
    });

    test("a refused change does not raise the revision", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const before = await store.patterns.revision(org);
      await store.registries.create(registry(org, { id: "reg_2" }));
      expect(await store.patterns.revision(org)).toBe(before);
    });

    test("a change reasoned about older patterns is refused", async () => {
      const { store, org } = get();
      const before = await store.patterns.revision(org);
      await store.registries.create(registry(org, { id: "reg_1" }));
      const late = {
        ...registry(org, { id: "reg_2", name: "Q" }, ["q.io/*"]),
        patternRevision: before,
      };
      const refused = { ok: false, reason: "patterns_changed", revision: before + 1 };
      expect(await store.registries.create(late)).toEqual(refused);
      expect(await store.registries.create({ ...late, patternRevision: before + 1 })).toMatchObject(
        { ok: true },
      );
      const edit = {
        organizationId: org,
        id: "reg_1",
        version: 1,
        change: {},
        by: null,
        at: t0,
        audit: entry(),
      };
      expect(await store.registries.update({ ...edit, patternRevision: before })).toMatchObject({
        reason: "patterns_changed",
      });
    });

    test("entries carry what the index needs, paused registries' included", async () => {
      const { store, org } = get();
      const input = registry(org, { id: "reg_1" });
      await store.registries.create(input);
      await store.registries.setPaused({
        organizationId: org,
        id: "reg_1",
        version: 1,
        paused: true,
        by: null,
        at: t0,
        audit: entry(),
      });
      expect((await store.patterns.entries(org)).entries).toEqual([
        {
          id: input.patterns[0]?.id,
          pattern: "reg.example.com/*",
          hosts: { kind: "exact", hosts: ["reg.example.com"] },
          registryId: "reg_1",
          registryName: "Harbor",
          registryType: "standard",
          paused: true,
          servesHostOnly: false,
        },
      ]);
    });

    test("history answers with what was in force at a moment, under the names of that moment", async () => {
      const { store, org, otherOrg } = get();
      await store.registries.create({
        ...registry(org, { id: "reg_1" }, ["a.io/*", "b.io/*"]),
        at: t0,
      });
      const common = { organizationId: org, id: "reg_1", by: null, audit: entry() };
      await store.registries.update({
        ...common,
        version: 1,
        change: { name: "Renamed" },
        at: t0 + 10,
      });
      await store.registries.update({
        ...common,
        version: 2,
        change: {},
        patterns: patterns("b.io/*", "c.io/*"),
        at: t0 + 20,
      });
      const hostRule = { kind: "wildcard", pattern: "*.io" } as const;
      await store.registries.update({ ...common, version: 3, change: { hostRule }, at: t0 + 30 });
      await store.registries.setPaused({ ...common, version: 4, paused: true, at: t0 + 40 });
      await store.registries.remove({ ...common, version: 5, at: t0 + 50 });
      const at = async (moment: number) =>
        (await store.patterns.historyAt(org, moment))
          .toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1))
          .map((item) => [item.pattern, item.registryName, item.hosts.kind, item.paused]);
      expect(await at(t0 - 1)).toEqual([]);
      expect(await at(t0)).toEqual([
        ["a.io/*", "Harbor", "exact", false],
        ["b.io/*", "Harbor", "exact", false],
      ]);
      expect(await at(t0 + 10)).toEqual([
        ["a.io/*", "Renamed", "exact", false],
        ["b.io/*", "Renamed", "exact", false],
      ]);
      expect(await at(t0 + 29)).toEqual([
        ["b.io/*", "Renamed", "exact", false],
        ["c.io/*", "Renamed", "exact", false],
      ]);
      expect(await at(t0 + 30)).toEqual([
        ["b.io/*", "Renamed", "wildcard", false],
        ["c.io/*", "Renamed", "wildcard", false],
      ]);
      expect(await at(t0 + 45)).toEqual([
        ["b.io/*", "Renamed", "wildcard", true],
        ["c.io/*", "Renamed", "wildcard", true],
      ]);
      expect(await at(t0 + 50)).toEqual([]);
      expect(await store.patterns.historyAt(otherOrg, t0)).toEqual([]);
    });

    test("an expectation stands once per registry and image", async () => {
      const { store, org, otherOrg, owner } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const create = (id: string, organizationId = org, registryId = "reg_1") =>
        store.expectations.create({
          expectation: {
            id,
            organizationId,
            registryId,
            image: "reg.example.com/a",
            createdAt: t0,
            createdBy: owner,
          },
          audit: entry({ action: "expectation.create" }),
        });
      const first = await create("exp_1");
      const events = async () => (await store.audit.list(org, { limit: 200 })).rows.length;
      const written = await events();
      expect(first).toMatchObject({
        ok: true,
        expectation: { id: "exp_1", createdBy: { name: "Ada" } },
      });
      expect(await create("exp_2")).toEqual(first);
      expect(await events()).toBe(written);
      expect(await create("exp_3", org, "reg_9")).toEqual({ ok: false, reason: "not_found" });
      expect(await create("exp_4", otherOrg)).toEqual({ ok: false, reason: "not_found" });
      expect(await store.expectations.list(org, "reg_1")).toHaveLength(1);
      expect(await store.expectations.list(org, "reg_2")).toEqual([]);
      const remove = {
        organizationId: org,
        registryId: "reg_1",
        id: "exp_1",
        audit: entry({ action: "expectation.delete" }),
      };
      expect(await store.expectations.remove({ ...remove, organizationId: otherOrg })).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect(await store.expectations.remove(remove)).toEqual({ ok: true });
      expect(await store.expectations.remove(remove)).toEqual({ ok: false, reason: "not_found" });
    });
  });
}
