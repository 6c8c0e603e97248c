import { describe, expect, test } from "vitest";
import type { DraftAnswers } from "../rows.ts";
import type { Get } from "./harness.ts";
import { entry, registry, t0 } from "./sample.ts";

const answers: DraftAnswers = {
  settings: { host: "reg.example.com" },
  testImage: "reg.example.com/team/app:1",
  name: "Team apps",
  patterns: ["reg.example.com/team/*"],
  handOutStored: false,
  expiryDay: "2026-05-01",
  step: 2,
};

export function draftContract(get: Get): void {
  describe("drafts", () => {
    function begun() {
      const world = get();
      const create = (id: string, at = t0, organizationId = world.org, countMax = 50) =>
        world.store.drafts.create({
          draft: { id, organizationId, type: "standard", answers },
          keptSince: at - 1000,
          countMax,
          by: "per_ada",
          at,
          audit: entry({ action: "draft.create" }),
        });
      const update = (version: number, step: number, audit = false) =>
        world.store.drafts.update({
          organizationId: world.org,
          id: "drf_1",
          version,
          type: "jfrog",
          answers: { ...answers, step },
          by: "per_eve",
          at: t0 + 5,
          ...(audit ? { audit: entry({ action: "draft.update" }) } : {}),
        });
      const auditCount = async () =>
        (await world.store.audit.list(world.org, { limit: 50 })).rows.length;
      return { ...world, create, update, auditCount };
    }

    test("a draft comes back as it was kept, to its own organization alone", async () => {
      const { store, org, otherOrg, create } = begun();
      const draft = {
        id: "drf_1",
        organizationId: org,
        type: "standard",
        answers,
        version: 1,
        createdAt: t0,
        createdBy: { id: "per_ada", name: "Ada" },
        updatedAt: t0,
        updatedBy: { id: "per_ada", name: "Ada" },
      };
      expect(await create("drf_1")).toEqual({ ok: true, draft });
      expect(await store.drafts.get(org, "drf_1", t0)).toEqual(draft);
      expect(await store.drafts.list(org, t0)).toEqual([draft]);
      expect(await store.drafts.get(otherOrg, "drf_1", t0)).toBeNull();
      expect(await store.drafts.list(otherOrg, t0)).toEqual([]);
    });

    test("newer answers take the old ones' place, unless somebody else was faster", async () => {
      const { store, org, create, update, auditCount } = begun();
      await create("drf_1");
      const before = await auditCount();
      expect(await update(1, 3)).toMatchObject({
        ok: true,
        draft: { type: "jfrog", version: 2, answers: { step: 3 }, updatedBy: { name: "Eve" } },
      });
      expect(await auditCount()).toBe(before);
      expect(await update(1, 4, true)).toEqual({ ok: false, reason: "conflict", version: 2 });
      expect(await auditCount()).toBe(before);
      expect(await update(2, 4, true)).toMatchObject({ ok: true, draft: { version: 3 } });
      expect(await auditCount()).toBe(before + 1);
      expect((await store.drafts.get(org, "drf_1", t0))?.answers.step).toBe(4);
    });

    test("a draft that nobody has touched for long is gone, at last for good", async () => {
      const { store, org, create } = begun();
      await create("drf_1");
      expect(await store.drafts.get(org, "drf_1", t0 + 1)).toBeNull();
      expect(await store.drafts.list(org, t0 + 1)).toEqual([]);
      await create("drf_2", t0 + 2000);
      expect((await store.drafts.list(org, 0)).map(({ id }) => id)).toEqual(["drf_2"]);
    });

    test("there are only so many, in each organization", async () => {
      const { otherOrg, create } = begun();
      await create("drf_1");
      await create("drf_2");
      expect(await create("drf_3", t0, undefined, 2)).toEqual({ ok: false, reason: "too_many" });
      expect(await create("drf_3", t0, otherOrg, 2)).toMatchObject({ ok: true });
    });

    test("a draft is deleted once, by its own organization", async () => {
      const { store, org, otherOrg, create } = begun();
      await create("drf_1");
      const remove = (organizationId: string) =>
        store.drafts.remove({
          organizationId,
          id: "drf_1",
          audit: entry({ action: "draft.delete" }),
        });
      expect(await remove(otherOrg)).toEqual({ ok: false, reason: "not_found" });
      expect(await remove(org)).toEqual({ ok: true });
      expect(await remove(org)).toEqual({ ok: false, reason: "not_found" });
    });

    test("the registry that a draft becomes takes its place, or neither is changed", async () => {
      const { store, org, create } = begun();
      await create("drf_1");
      await store.registries.create(registry(org, { id: "reg_1", name: "Taken" }, ["a.io/*"]));
      const refused = registry(org, { id: "reg_2", name: "taken" }, ["b.io/*"]);
      expect(await store.registries.create({ ...refused, draftId: "drf_1" })).toMatchObject({
        ok: false,
        reason: "name_taken",
      });
      expect(await store.drafts.list(org, t0)).toHaveLength(1);
      const saved = registry(org, { id: "reg_3", name: "New" }, ["c.io/*"]);
      expect(await store.registries.create({ ...saved, draftId: "drf_1" })).toMatchObject({
        ok: true,
      });
      expect(await store.drafts.list(org, t0)).toEqual([]);
    });
  });
}
