import { describe, expect, test } from "vitest";
import type { PullFilter } from "../ports/pull.ts";
import type { Store } from "../store.ts";
import { countingStatements } from "./counting-statements.ts";
import type { Get } from "./harness.ts";
import { pull, t0 } from "./sample.ts";

const dayMs = 86_400_000;
const hoursOfDay = 24;

/** How many pulls ended how on each day: by the counts of days, and by the pulls themselves, which hours are read from. */
async function bothCounts(store: Store, org: string, filter: PullFilter = {}) {
  const byDay = (await store.pulls.countByTime(org, filter, "day")).counts;
  const byHour = (await store.pulls.countByTime(org, filter, "hour")).counts;
  const sum = (rows: typeof byDay, slots: number) => {
    const sums: Record<string, number> = {};
    for (const { slot, status, pulls } of rows) {
      const key = `${Math.floor(slot / slots) - t0 / dayMs} ${status}`;
      sums[key] = (sums[key] ?? 0) + pulls;
    }
    return sums;
  };
  return { counted: sum(byDay, 1), there: sum(byHour, hoursOfDay) };
}

export function pullImageDaysContract(get: Get): void {
  describe("what was pulled by day", () => {
    const end = (organizationId: string, id: string, status: "succeeded" | "failed") => ({
      organizationId,
      id,
      status,
      workerTokenId: "wtk_1",
      at: t0 + 9,
      digest: null,
      durationMs: 5,
      bytes: null,
      error: null,
      timing: null,
      slow: null,
      usualMs: null,
    });

    test("the counts follow each pull to its end", async () => {
      const { store, org, otherOrg } = get();
      await Promise.all([
        store.pulls.record(pull(org, { id: "pul_1", at: t0 + 1 })),
        store.pulls.record(pull(org, { id: "pul_2", at: t0 + 2 })),
        store.pulls.record(pull(org, { id: "pul_3", at: t0 + dayMs, registry: null })),
        store.pulls.record(pull(org, { at: t0 + 3, outcome: "refused", status: "refused" })),
        store.pulls.record(pull(otherOrg, { id: "pul_1", at: t0 })),
      ]);
      expect(await bothCounts(store, org)).toEqual({
        counted: { "0 started": 2, "0 refused": 1, "1 started": 1 },
        there: { "0 started": 2, "0 refused": 1, "1 started": 1 },
      });
      await store.pulls.report(end(org, "pul_1", "failed"));
      await store.pulls.report(end(org, "pul_3", "succeeded"));
      // Neither a second report nor one of another token counts.
      await store.pulls.report(end(org, "pul_1", "succeeded"));
      await store.pulls.report({ ...end(org, "pul_2", "succeeded"), workerTokenId: "wtk_2" });
      const ended = { "0 started": 1, "0 failed": 1, "0 refused": 1, "1 succeeded": 1 };
      expect(await bothCounts(store, org)).toEqual({ counted: ended, there: ended });
      const registry = { registryId: "reg_1", days: 2, now: t0 + dayMs, limit: 10 };
      expect(await store.pulls.projectsOf(org, registry)).toMatchObject([{ pulls: 3, failed: 2 }]);
      expect((await bothCounts(store, org, { registryId: "reg_1" })).counted).toEqual({
        "0 started": 1,
        "0 failed": 1,
        "0 refused": 1,
      });
      expect((await bothCounts(store, otherOrg)).counted).toEqual({ "0 started": 1 });
    });

    test("days at both ends of a time are counted as far as it reaches", async () => {
      const { store, org } = get();
      for (const after of [0, 0.6, 1, 1.5, 2, 2.4, 2.6]) {
        await store.pulls.record(pull(org, { at: t0 + after * dayMs }));
      }
      const counted = async (from: number, to: number) =>
        (await bothCounts(store, org, { from: t0 + from * dayMs, to: t0 + to * dayMs })).counted;
      expect(await counted(0.5, 2.5)).toEqual({ "0 started": 1, "1 started": 2, "2 started": 2 });
      expect(await counted(0.1, 0.7)).toEqual({ "0 started": 1 });
      expect(await counted(1, 2)).toEqual({ "1 started": 2 });
      expect(await counted(0.6, 1.1)).toEqual({ "0 started": 1, "1 started": 1 });
    });

    test("a pull that is decided anew counts for what was decided last, on the day it was first asked for", async () => {
      const { store, org } = get();
      const again = { id: "pul_1", image: "reg.io/a:1", imageName: "reg.io/a" };
      const nextDay = { ...again, at: t0 + dayMs, outcome: "anonymous" } as const;
      await store.pulls.record(
        pull(org, {
          ...again,
          at: t0 + dayMs - 1,
          outcome: "refused",
          status: "refused",
          registry: null,
        }),
      );
      await store.pulls.record(pull(org, nextDay));
      await Promise.all([
        store.pulls.record(pull(org, { ...nextDay, project: null })),
        store.pulls.record(pull(org, { ...nextDay, imageName: "reg.io/b" })),
      ]);
      const one = { "0 started": 1 };
      expect(await bothCounts(store, org)).toEqual({ counted: one, there: one });
      const { images } = await store.pulls.recentImages(org, { days: 1, now: t0, limit: 9 });
      expect(images).toEqual([{ image: "reg.io/b", pulls: 1, projects: ["Vision"] }]);
    });

    test("an upgrade counts the pulls that were there before", async () => {
      const { store, org, otherOrg, tamper } = get();
      await store.pulls.record(pull(org, { id: "pul_1", at: t0 }));
      await store.pulls.report(end(org, "pul_1", "succeeded"));
      await store.pulls.record(pull(org, { at: t0 + 1, project: null, outcome: "anonymous" }));
      await store.pulls.record(pull(org, { at: t0 + dayMs, registry: null, imageName: null }));
      await store.pulls.record(pull(otherOrg, { at: t0, outcome: "refused", status: "refused" }));
      const lately = { days: 2, now: t0 + dayMs, limit: 9 };
      const told = async () => ({
        images: await store.pulls.recentImages(org, lately),
        served: await store.pulls.imagesServed(org, { registryId: "reg_1", ...lately }),
        used: await store.pulls.projectsOf(org, { registryId: "reg_1", ...lately }),
        counts: [await bothCounts(store, org), await bothCounts(store, otherOrg)],
      });
      const before = await told();
      expect(before.counts[0]?.counted).toEqual({
        "0 succeeded": 1,
        "0 started": 1,
        "1 started": 1,
      });
      await tamper("delete from pull_image_day");
      expect((await told()).counts[0]?.counted).toEqual({});
      const statements = countingStatements("postgres", "pull_image_days");
      expect(statements).toHaveLength(1);
      for (const statement of statements) await tamper(statement);
      expect(await told()).toEqual(before);
      expect(countingStatements("sqlite", "pull_image_days")).toEqual(statements);
    });

    test("counts go with the pulls, but not before what is shown of them has passed", async () => {
      const { store, org } = get();
      await store.pulls.record(pull(org, { at: t0 }));
      const images = async (now: number) =>
        (await store.pulls.recentImages(org, { days: 40, now, limit: 9 })).images.length;
      await store.pulls.prune({ now: t0 + 20 * dayMs, usualDays: 7, limit: 10 });
      expect(await images(t0 + 20 * dayMs)).toBe(1);
      await store.pulls.prune({ now: t0 + 31 * dayMs, usualDays: 7, limit: 10 });
      expect(await images(t0 + 31 * dayMs)).toBe(0);
    });
  });
}
