import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, t0 } from "./sample.ts";

export function imageMappingsContract(get: Get): void {
  describe("image mappings", () => {
    const mapping = (organizationId: string, id: string, from: string) => ({
      organizationId,
      id,
      from,
      to: "cache.test/hub",
      createdAt: t0,
      createdBy: "per_ada",
    });

    test("are listed by name, one for each, and each change raises the revision", async () => {
      const { store, org, otherOrg } = get();
      const create = (id: string, from: string, organizationId = org) =>
        store.imageMappings.create({
          mapping: mapping(organizationId, id, from),
          max: 2,
          audit: entry(),
        });
      const before = await store.revisions.current(org);
      expect(await create("map_1", "ghcr.io")).toEqual({ ok: true });
      expect(await create("map_2", "docker.io")).toEqual({ ok: true });
      expect(await store.revisions.current(org)).toBe(before + 2);
      expect(await create("map_3", "ghcr.io")).toEqual({ ok: false, reason: "taken" });
      expect(await create("map_3", "quay.io")).toEqual({ ok: false, reason: "too_many" });
      expect(await create("map_1", "ghcr.io", otherOrg)).toEqual({ ok: true });
      const list = await store.imageMappings.list(org);
      expect(list.map(({ from, to, createdBy }) => [from, to, createdBy?.name])).toEqual([
        ["docker.io", "cache.test/hub", "Ada"],
        ["ghcr.io", "cache.test/hub", "Ada"],
      ]);
    });

    test("are removed by their own organization alone", async () => {
      const { store, org, otherOrg } = get();
      const audit = entry();
      await store.imageMappings.create({ mapping: mapping(org, "map_1", "a.test"), max: 9, audit });
      const remove = (organizationId: string) =>
        store.imageMappings.remove({ organizationId, id: "map_1", at: t0 + 10, audit: entry() });
      expect(await remove(otherOrg)).toEqual({ ok: false, reason: "not_found" });
      expect(await remove(org)).toEqual({ ok: true });
      expect(await remove(org)).toEqual({ ok: false, reason: "not_found" });
      expect(await store.imageMappings.list(org)).toEqual([]);
    });

    test("are known for each moment, whatever became of them", async () => {
      const { store, org, otherOrg } = get();
      const audit = entry();
      const create = (id: string, to: string, createdAt: number) =>
        store.imageMappings.create({
          mapping: { ...mapping(org, id, "a.test"), to, createdAt },
          max: 9,
          audit: entry(),
        });
      await create("map_1", "first.test", t0);
      await store.imageMappings.remove({ organizationId: org, id: "map_1", at: t0 + 10, audit });
      await create("map_2", "second.test", t0 + 20);
      const at = async (ms: number, organizationId = org) =>
        (await store.imageMappings.at(organizationId, t0 + ms)).map(({ from, to }) => [from, to]);
      expect(await at(-1)).toEqual([]);
      expect(await at(0)).toEqual([["a.test", "first.test"]]);
      expect(await at(9)).toEqual([["a.test", "first.test"]]);
      expect(await at(10)).toEqual([]);
      expect(await at(20)).toEqual([["a.test", "second.test"]]);
      expect(await at(5, otherOrg)).toEqual([]);
    });
  });
}
