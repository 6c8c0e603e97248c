import { describe, expect, test } from "vitest";
import { countByTime } from "../pull-counts.ts";
import { pullPage } from "../pull-list.ts";
import type { NewPull, PullFilter } from "../ports/pull.ts";
import type { Store } from "../store.ts";
import type { Get } from "./harness.ts";
import { addMember, addPerson, authOf, entry, pull, t0 } from "./sample.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const pulls = 90;

/** Pulls of five days, several at one moment: of few tokens, projects and registries, one day without successes. */
async function record(store: Store, organizationId: string): Promise<NewPull[]> {
  const recorded = Array.from({ length: pulls }, (_, index): NewPull => {
    const day = index % 5;
    const registry = index % 4 === 0 ? null : { id: `reg_${index % 3}`, name: "R" };
    const project = { id: `prj_${index % 6}`, name: "P", ownerKind: "organization" } as const;
    const status = (["started", "succeeded", "failed"] as const)[index % 3] ?? "started";
    return pull(organizationId, {
      id: `pul_${`${(index * 37) % pulls}`.padStart(3, "0")}`,
      at: t0 + day * dayMs + Math.floor(index / 15) * hourMs,
      image: `reg.io/app-${index % 7}:${index % 2}`,
      canonical: null,
      imageName: `reg.io/app-${index % 7}`,
      outcome: registry === null ? "anonymous" : "credential",
      status: day === 2 && status === "succeeded" ? "failed" : status,
      registry,
      project: index % 5 === 1 ? null : project,
      workerToken: { id: `wtk_${index % 8}`, name: "T" },
    });
  });
  await Promise.all(recorded.map((one) => store.pulls.record(one)));
  return recorded;
}

const seen = ["prj_2", "prj_4"];

const filters: readonly [PullFilter, (pull: NewPull) => boolean][] = [
  [{}, () => true],
  [{ registryId: "reg_1" }, (one) => one.registry?.id === "reg_1"],
  [{ image: "APP-3" }, (one) => one.image.includes("app-3")],
  [{ image: "nowhere" }, () => false],
  [{ workerTokenId: "wtk_5" }, (one) => one.workerToken?.id === "wtk_5"],
  [{ status: "succeeded" }, (one) => one.status === "succeeded"],
  [
    { status: "failed", registryId: "reg_2", from: t0 + dayMs },
    (one) => one.status === "failed" && one.registry?.id === "reg_2" && one.at >= t0 + dayMs,
  ],
  [
    { projectId: "prj_2", registryId: "reg_2", to: t0 + 3 * dayMs + 2 * hourMs },
    (one) =>
      one.project?.id === "prj_2" &&
      one.registry?.id === "reg_2" &&
      one.at < t0 + 3 * dayMs + 2 * hourMs,
  ],
  [{ credential: "unmatched" }, (one) => one.registry === null],
  [
    { imageName: "reg.io/app-1", credential: "handed-out" },
    (one) => one.imageName === "reg.io/app-1" && one.outcome === "credential",
  ],
  [{ seenBy: "per_bob", projectId: "prj_1" }, () => false],
  [{ seenBy: "per_bob", projectId: "prj_2" }, (one) => one.project?.id === "prj_2"],
  [{ seenBy: "per_bob" }, (one) => seen.includes(one.project?.id ?? "")],
  [
    { seenBy: "per_bob", status: "started", registryId: "reg_0" },
    (one) =>
      seen.includes(one.project?.id ?? "") &&
      one.status === "started" &&
      one.registry?.id === "reg_0",
  ],
];

export function pullSlicesContract(get: Get): void {
  describe("searching pulls piece by piece", () => {
    test("pages and counts hold each pull once, wherever a search ends", async () => {
      const { store, org } = get();
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_bob", "member");
      const project = { id: "prj_2", organizationId: org, name: "P", memberIds: ["per_bob"] };
      const other = { ...project, id: "prj_4", name: "Q" };
      await store.projects.create({
        project: { ...project, owner: { kind: "organization" } },
        at: t0,
        audit: entry(),
      });
      await store.projects.create({
        project: { ...other, owner: { kind: "organization" } },
        at: t0,
        audit: entry(),
      });
      const all = await record(store, org);
      const { db, tables } = authOf(store);
      const newestFirst = all.toSorted((one, other) => {
        return other.at - one.at || (one.id < other.id ? 1 : -1);
      });
      const stops: boolean[] = [];
      for (const [filter, leaves] of filters) {
        const expected = newestFirst.filter(leaves).map(({ id }) => id);
        for (const reading of [
          { sliceRows: 4, max: 8 },
          { sliceRows: 1, max: 1 },
          { sliceRows: 7, max: 1000 },
        ]) {
          const found: string[] = [];
          let cursor: string | undefined;
          const ends: (string | null)[] = [];
          do {
            const page = await pullPage(db, tables, org, { ...filter, cursor, limit: 5 }, reading);
            found.push(...page.rows.map(({ id }) => id));
            if (page.searchedTo !== null) ends.push(page.next);
            cursor = page.next ?? undefined;
          } while (cursor !== undefined);
          expect({ filter, reading, found }).toEqual({ filter, reading, found: expected });
          expect(ends).not.toContain(null);
          if (filter.image === "nowhere") stops.push(ends.length > 0);
        }
        const wide = { sliceRows: 4, max: 1000 };
        for (const unit of ["hour", "day"] as const) {
          const query = { organizationId: org, filter, unit };
          const { counts, back } = await countByTime(db, tables, query, wide);
          expect(back).toBeNull();
          expect(counts.reduce((sum, row) => sum + row.pulls, 0)).toBe(expected.length);
        }
      }
      expect(stops).toEqual([true, true, false]);
    });

    test("a count that ends early says from when on it counted", async () => {
      const { store, org } = get();
      const all = await record(store, org);
      const { db, tables } = authOf(store);
      const reading = { sliceRows: 5, max: 20 };
      const filter = { image: "app" };
      const query = { organizationId: org, filter, unit: "hour" } as const;
      const { counts, back } = await countByTime(db, tables, query, reading);
      const counted = all.filter(({ at }) => at >= (back ?? 0)).length;
      expect(counts.reduce((sum, row) => sum + row.pulls, 0)).toBe(counted);
      expect(counted).toBeGreaterThanOrEqual(20);
      expect(counted).toBeLessThan(pulls);
    });
  });
}
