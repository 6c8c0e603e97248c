import { describe, expect, test } from "vitest";
import { countingStatements } from "./counting-statements.ts";
import type { Get } from "./harness.ts";
import { entry, pull, registry, t0 } from "./sample.ts";

const dayMs = 86_400_000;

export function pullUsageContract(get: Get): void {
  describe("use of registries and projects", () => {
    test("usage counts pulls of a registry and of a project, and knows the last one ever", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      await store.registries.create(registry(org, { id: "reg_2", name: "Q" }, ["q.io/*"]));
      await store.projects.create({
        project: {
          id: "prj_1",
          organizationId: org,
          name: "Vision",
          owner: { kind: "organization" },
          memberIds: [],
        },
        at: t0,
        audit: entry(),
      });
      await store.pulls.record(pull(org, { at: t0 }));
      await store.pulls.record(pull(org, { at: t0 + 10 }));
      await store.pulls.record(pull(org, { at: t0 + 20, outcome: "refused", status: "refused" }));
      const usage = (of: "registry" | "project", now: number, days = 30) =>
        store.pulls.usage(org, { of, ids: ["reg_1", "reg_2", "prj_1"], days, now });
      expect(await usage("registry", t0 + 30)).toEqual([
        { id: "reg_1", pulls: 2, lastPullAt: t0 + 10 },
      ]);
      expect(await usage("project", t0 + 30)).toEqual([
        { id: "prj_1", pulls: 2, lastPullAt: t0 + 10 },
      ]);
      expect(await usage("project", t0 + 29 * dayMs)).toMatchObject([{ pulls: 2 }]);
      expect(await usage("project", t0 + 30 * dayMs)).toEqual([
        { id: "prj_1", pulls: 0, lastPullAt: t0 + 10 },
      ]);
      await store.pulls.record(pull(org, { at: t0 + 30 * dayMs }));
      expect(await usage("registry", t0 + 30 * dayMs)).toMatchObject([{ pulls: 1 }]);
      expect(await store.pulls.usage(org, { of: "registry", ids: [], days: 30, now: t0 })).toEqual(
        [],
      );
    });

    test("a pull that is asked for again is counted once, for whom it was decided last", async () => {
      const { store, org } = get();
      const at = t0 + dayMs - 1;
      const usage = async (id: string) =>
        await store.pulls.usage(org, { of: "registry", ids: [id], days: 30, now: at });
      const again = { id: "pul_again", at, outcome: "anonymous" } as const;
      const refused = { ...again, outcome: "refused", status: "refused" } as const;
      await store.pulls.record(pull(org, refused));
      expect(await usage("reg_1")).toEqual([]);
      await store.pulls.record(pull(org, again));
      await store.pulls.record(pull(org, { ...again, at: at + 10 }));
      expect(await usage("reg_1")).toEqual([{ id: "reg_1", pulls: 1, lastPullAt: at }]);
      await Promise.all([
        store.pulls.record(pull(org, { ...again, registry: { id: "reg_2", name: "Q" } })),
        store.pulls.record(pull(org, { ...again, registry: { id: "reg_2", name: "Q" } })),
        store.pulls.record(pull(org, { at: at + 1, registry: { id: "reg_2", name: "Q" } })),
      ]);
      expect(await usage("reg_1")).toMatchObject([{ pulls: 0 }]);
      expect(await usage("reg_2")).toEqual([{ id: "reg_2", pulls: 2, lastPullAt: at + 1 }]);
    });

    test("a group that is refused counts nothing", async () => {
      const { store, org } = get();
      await store.pulls.record(pull(org, { id: "pul_a", at: t0 }));
      const theirs = pull(org, { id: "pul_a", image: "another", at: t0 });
      await Promise.allSettled([
        store.pulls.record(pull(org, { id: "pul_b", at: t0 })),
        store.pulls.record(theirs),
      ]);
      const [used] = await store.pulls.usage(org, {
        of: "registry",
        ids: ["reg_1"],
        days: 1,
        now: t0,
      });
      expect(used?.pulls).toBe(2);
    });

    test("counts go with the pulls, but not before what is shown of them has passed", async () => {
      const { store, org } = get();
      await store.pulls.record(pull(org, { at: t0 }));
      const now = t0 + 20 * dayMs;
      await store.pulls.prune({ now, usualDays: 7, limit: 10 });
      const of = { of: "registry", ids: ["reg_1"], days: 30 } as const;
      expect(await store.pulls.usage(org, { ...of, now })).toMatchObject([{ pulls: 1 }]);
      const later = t0 + 31 * dayMs;
      await store.pulls.prune({ now: later, usualDays: 7, limit: 10 });
      expect(await store.pulls.usage(org, { ...of, now: later })).toEqual([]);
    });

    test("an upgrade counts the pulls that were there before", async () => {
      const { store, org, tamper } = get();
      await store.pulls.record(pull(org, { at: t0 }));
      await store.pulls.record(pull(org, { at: t0 + 10, project: null }));
      await store.pulls.record(pull(org, { at: t0 + dayMs }));
      await store.pulls.record(pull(org, { at: t0 + 20, outcome: "refused", status: "refused" }));
      await tamper("delete from pull_day");
      for (const statement of countingStatements("postgres", "pull_days")) await tamper(statement);
      const of = (of: "registry" | "project", id: string, now: number) =>
        store.pulls.usage(org, { of, ids: [id], days: 1, now });
      expect(await of("registry", "reg_1", t0)).toEqual([
        { id: "reg_1", pulls: 3, lastPullAt: t0 + dayMs },
      ]);
      expect(await of("registry", "reg_1", t0 + dayMs)).toMatchObject([{ pulls: 1 }]);
      expect(await of("project", "prj_1", t0)).toMatchObject([{ pulls: 2 }]);
      expect(countingStatements("sqlite", "pull_days")).toEqual(
        countingStatements("postgres", "pull_days"),
      );
    });
  });
}
