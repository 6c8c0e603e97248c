import { describe, expect, test } from "vitest";
import type { NewPull } from "../ports/pull.ts";
import { RequestKeyTaken } from "../request-keys.ts";
import type { Get } from "./harness.ts";
import { addMember, addPerson, entry, pull, t0 } from "./sample.ts";

const dayMs = 86_400_000;

export function pullContract(get: Get): void {
  describe("pulls", () => {
    const report = (organizationId: string, id: string) => ({
      organizationId,
      id,
      workerTokenId: "wtk_1",
      status: "succeeded" as const,
      digest: `sha256:${"0".repeat(64)}`,
      durationMs: 1200,
      bytes: 5_000_000_000,
      error: null,
      timing: { manifestMs: 20, layerHosts: ["cdn.example.com"] },
      slow: "network" as const,
      usualMs: 900,
      at: t0 + 1200,
    });

    test("a pull that is asked for again is one pull, with what was decided last", async () => {
      const { store, org } = get();
      const first = {
        ...pull(org, { id: "pul_1" }),
        outcome: "refused",
        status: "refused",
      } as const;
      await store.pulls.record(first);
      const again = { ...first, at: t0 + 5, outcome: "anonymous", status: "started" } as const;
      await Promise.all([store.pulls.record(again), store.pulls.record(again)]);
      expect(await store.pulls.get(org, "pul_1")).toMatchObject({
        at: first.at,
        outcome: "anonymous",
        status: "started",
      });
      const other = { ...again, image: "reg.example.com/other:1" };
      await expect(store.pulls.record(other)).rejects.toThrow(RequestKeyTaken);
      await store.pulls.report(report(org, "pul_1"));
      const [late, fresh] = await Promise.allSettled([
        store.pulls.record(again),
        store.pulls.record(pull(org, { id: "pul_2" })),
      ]);
      expect(late).toMatchObject({ status: "rejected", reason: expect.any(RequestKeyTaken) });
      expect(fresh.status).toBe("fulfilled");
      expect(await store.pulls.get(org, "pul_1")).toMatchObject({ status: "succeeded" });
    });

    test("a pull that was given a credential is asked for again as it is or not at all, and for an hour", async () => {
      const { store, org } = get();
      const given = pull(org, { id: "pul_1" });
      await store.pulls.record(given);
      const kept = await store.pulls.get(org, "pul_1");
      const others: Partial<NewPull>[] = [
        { outcome: "refused", status: "refused", reason: "registry_paused", credentialKind: null },
        { outcome: "anonymous", credentialKind: null, scope: null },
        { project: null },
        { registry: { id: "reg_2", name: "Other" } },
        { pattern: "reg.example.com/team/*" },
        { canonical: "cache.example.com/team/app:1" },
        { credentialKind: "stored-secret" },
        { scope: "everything" },
        { at: given.at + 3_600_000 },
      ];
      for (const other of others) {
        const again = store.pulls.record({ ...given, ...other });
        await expect(again, JSON.stringify(other)).rejects.toThrow(RequestKeyTaken);
      }
      expect(await store.pulls.get(org, "pul_1")).toEqual(kept);
      await store.pulls.record({ ...given, at: given.at + 3_599_999, message: "Again." });
      expect(await store.pulls.get(org, "pul_1")).toEqual({ ...kept, message: "Again." });
      const { counts } = await store.pulls.countByTime(org, {}, "day");
      expect(counts).toEqual([{ slot: t0 / dayMs, status: "started", pulls: 1 }]);
    });

    test("a recorded pull comes back whole and takes its report once, from the token that began it", async () => {
      const { store, org, otherOrg } = get();
      const begun = pull(org, { id: "pul_1" });
      await store.pulls.record(begun);
      const before = {
        ...begun,
        digest: null,
        durationMs: null,
        bytes: null,
        error: null,
        finishedAt: null,
        timing: null,
        slow: null,
        usualMs: null,
      };
      expect(await store.pulls.get(org, "pul_1")).toEqual(before);
      expect(await store.pulls.get(otherOrg, "pul_1")).toBeNull();
      const done = report(org, "pul_1");
      expect(await store.pulls.report({ ...done, organizationId: otherOrg })).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect(await store.pulls.report({ ...done, workerTokenId: "wtk_2" })).toEqual({
        ok: false,
        reason: "not_found",
      });
      const { digest, durationMs, bytes, timing, slow, usualMs } = done;
      const after = {
        ...before,
        status: "succeeded",
        digest,
        durationMs,
        bytes,
        timing,
        slow,
        usualMs,
        finishedAt: t0 + 1200,
      };
      expect(await store.pulls.report(done)).toEqual({ ok: true, pull: after });
      expect(await store.pulls.report(done)).toEqual({ ok: false, reason: "already_finished" });
      expect(await store.pulls.get(org, "pul_1")).toEqual(after);
    });

    test("a refused pull takes no report", async () => {
      const { store, org } = get();
      await store.pulls.record(
        pull(org, {
          id: "pul_1",
          outcome: "refused",
          status: "refused",
          reason: "personal_project",
        }),
      );
      expect(await store.pulls.report(report(org, "pul_1"))).toEqual({
        ok: false,
        reason: "already_finished",
      });
    });

    test("pulls recorded together are all there when their promises resolve", async () => {
      const { store, org } = get();
      const pulls = Array.from({ length: 450 }, (_, index) => pull(org, { at: t0 + index }));
      await Promise.all(pulls.map((one) => store.pulls.record(one)));
      let found = 0;
      let cursor: string | undefined;
      do {
        const page = await store.pulls.list(org, { limit: 200, cursor });
        found += page.rows.length;
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(found).toBe(450);
    });

    test("a pull that can't be written does not take its neighbours with it", async () => {
      const { store, org } = get();
      const results = await Promise.allSettled([
        store.pulls.record(pull(org, { id: "pul_1" })),
        store.pulls.record(pull("org_none", { id: "pul_2" })),
        store.pulls.record(pull(org, { id: "pul_3" })),
      ]);
      expect(results.map((result) => result.status)).toEqual([
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      const { rows } = await store.pulls.list(org, { limit: 10 });
      expect(rows.map((row) => row.id).toSorted()).toEqual(["pul_1", "pul_3"]);
    });

    test("filters narrow the list, and a percent sign in an image is only a percent sign", async () => {
      const { store, org } = get();
      await store.pulls.record(pull(org, { id: "a", at: t0 }));
      await store.pulls.record(
        pull(org, { id: "b", at: t0 + 1, outcome: "anonymous", registry: null, project: null }),
      );
      await store.pulls.record(
        pull(org, {
          id: "c",
          at: t0 + 2,
          status: "refused",
          outcome: "refused",
          image: "Weird%Name",
          canonical: null,
        }),
      );
      const ids = async (query: object) =>
        (await store.pulls.list(org, { limit: 10, ...query })).rows.map((row) => row.id);
      expect(await ids({})).toEqual(["c", "b", "a"]);
      expect(await ids({ credential: "handed-out" })).toEqual(["a"]);
      expect(await ids({ credential: "none" })).toEqual(["c", "b"]);
      expect(await ids({ credential: "unmatched" })).toEqual(["b"]);
      expect(await ids({ workerTokenId: "wtk_1" })).toEqual(["c", "b", "a"]);
      expect(await ids({ workerTokenId: "wtk_2" })).toEqual([]);
      expect(await ids({ from: t0 + 1 })).toEqual(["c", "b"]);
      expect(await ids({ from: t0 + 1, to: t0 + 2 })).toEqual(["b"]);
      expect(await ids({ status: "refused" })).toEqual(["c"]);
      expect(await ids({ registryId: "reg_1" })).toEqual(["c", "a"]);
      expect(await ids({ projectId: "prj_1", credential: "handed-out" })).toEqual(["a"]);
      expect(await ids({ image: "TEAM/app" })).toEqual(["b", "a"]);
      expect(await ids({ image: "%" })).toEqual(["c"]);
      expect(await ids({ image: "_" })).toEqual([]);
    });

    test("a duration narrows to pulls that took longer, and leaves out those that have none", async () => {
      const { store, org } = get();
      for (const [id, durationMs] of [
        ["quick", 1000],
        ["slow", 1001],
      ] as const) {
        await store.pulls.record(pull(org, { id }));
        await store.pulls.report({ ...report(org, id), durationMs });
      }
      await store.pulls.record(pull(org, { id: "running" }));
      const { rows } = await store.pulls.list(org, { limit: 10, overMs: 1000 });
      expect(rows.map((row) => row.id)).toEqual(["slow"]);
      await store.pulls.record(pull(org, { id: "fine", at: t0 + 1 }));
      await store.pulls.report({ ...report(org, "fine"), slow: null });
      const slow = await store.pulls.list(org, { limit: 10, slow: true });
      expect(slow.rows.map((row) => row.id)).toEqual(["slow", "quick"]);
    });

    test("durations of a repository are those of its successful pulls, the latest first", async () => {
      const { store, org, otherOrg } = get();
      const record = async (at: number, durationMs: number, change = {}, result = {}) => {
        const one = pull(org, { at, ...change });
        await store.pulls.record(one);
        await store.pulls.report({ ...report(org, one.id), durationMs, ...result });
      };
      await record(t0, 1);
      await record(t0 + 1, 2);
      await record(t0 + 2, 3, { imageName: "reg.example.com/team/other" });
      await record(t0 + 3, 4, {}, { status: "failed" });
      await record(t0 + 4, 5);
      await record(t0 + 5, 6);
      const query = { imageName: "reg.example.com/team/app", before: t0 + 5, limit: 2 };
      expect(await store.pulls.durationsOf(org, query)).toEqual([5, 2]);
      expect(await store.pulls.durationsOf(otherOrg, query)).toEqual([]);
    });

    test("a list can be kept as it was, and what came since is counted", async () => {
      const { store, org, otherOrg } = get();
      const record = (id: string, at: number, change = {}) =>
        store.pulls.record(pull(org, { id, at, ...change }));
      expect((await store.pulls.list(org, { limit: 2 })).head).toBeNull();
      await record("a", t0);
      await record("b", t0 + 1);
      await record("c", t0 + 1);
      const then = await store.pulls.list(org, { limit: 2 });
      const head = then.head ?? "";
      await record("d", t0 + 1);
      await record("e", t0 + 2, { registry: null });
      const kept = await store.pulls.list(org, { limit: 2, upTo: head });
      expect(kept.rows.map((row) => row.id)).toEqual(["c", "b"]);
      expect(kept).toMatchObject({ head, next: then.next });
      const count = (filter: object, max = 10, organizationId = org) =>
        store.pulls.countNewer(organizationId, filter, { head, max });
      expect(await count({})).toBe(2);
      expect(await count({ registryId: "reg_1" })).toBe(1);
      expect(await count({}, 1)).toBe(1);
      expect(await count({}, 10, otherOrg)).toBe(0);
      expect(await store.pulls.countNewer(org, {}, { head: "nonsense", max: 5 })).toBe(0);
      expect((await store.pulls.list(org, { limit: 2, upTo: "nonsense" })).rows).toEqual([]);
    });

    test("pulls go once they are older than their organization keeps them, a piece at a time", async () => {
      const { store, org, otherOrg } = get();
      const now = t0 + 100 * dayMs;
      for (const [id, days] of [
        ["a", 91],
        ["b", 90.5],
        ["c", 89],
        ["d", 1],
      ] as const) {
        await store.pulls.record(pull(org, { id, at: now - days * dayMs }));
        await store.pulls.record(pull(otherOrg, { id, at: now - days * dayMs }));
      }
      const ids = async (organizationId: string) =>
        (await store.pulls.list(organizationId, { limit: 10 })).rows.map((row) => row.id);
      const prune = (limit: number) => store.pulls.prune({ now, usualDays: 90, limit });
      expect(await store.pulls.keptDays(org)).toBeNull();
      await store.pulls.setKeptDays({ organizationId: org, keptDays: 7, audit: entry() });
      await store.pulls.setKeptDays({ organizationId: org, keptDays: 30, audit: entry() });
      expect(await store.pulls.keptDays(org)).toBe(30);
      expect(await store.pulls.keptDays(otherOrg)).toBeNull();
      expect(await prune(1)).toBe(2);
      expect(await ids(org)).toEqual(["d", "c", "b"]);
      expect(await ids(otherOrg)).toEqual(["d", "c", "b"]);
      expect(await prune(10)).toBe(3);
      expect(await ids(org)).toEqual(["d"]);
      expect(await ids(otherOrg)).toEqual(["d", "c"]);
      expect(await prune(10)).toBe(0);
    });

    test("pulls are counted by hour and by day, and by how they ended", async () => {
      const { store, org, otherOrg } = get();
      const hourMs = 3_600_000;
      const record = (at: number, change = {}) => store.pulls.record(pull(org, { at, ...change }));
      await record(t0);
      await record(t0 + hourMs - 1, { id: "done" });
      await store.pulls.report({ ...report(org, "done") });
      await record(t0 + hourMs, { outcome: "refused", status: "refused" });
      await record(t0 + dayMs - 1);
      await record(t0 + dayMs, { registry: null });
      const count = async (unit: "hour" | "day", filter = {}, organizationId = org) =>
        (await store.pulls.countByTime(organizationId, filter, unit)).counts
          .map(({ slot, ...rest }) => ({
            after: slot - t0 / (unit === "hour" ? hourMs : dayMs),
            ...rest,
          }))
          .toSorted((a, b) => a.after - b.after || a.status.localeCompare(b.status, "en"));
      expect(await count("day")).toEqual([
        { after: 0, status: "refused", pulls: 1 },
        { after: 0, status: "started", pulls: 2 },
        { after: 0, status: "succeeded", pulls: 1 },
        { after: 1, status: "started", pulls: 1 },
      ]);
      expect(await count("hour", { to: t0 + 2 * hourMs })).toEqual([
        { after: 0, status: "started", pulls: 1 },
        { after: 0, status: "succeeded", pulls: 1 },
        { after: 1, status: "refused", pulls: 1 },
      ]);
      expect(await count("day", { registryId: "reg_1", from: t0 + dayMs })).toEqual([]);
      expect(await count("day", { projectId: "prj_1", status: "started", to: t0 + 9 })).toEqual([
        { after: 0, status: "started", pulls: 1 },
      ]);
      expect(await count("day", { seenBy: "per_eve" })).toEqual([]);
      expect(await count("day", {}, otherOrg)).toEqual([]);
    });

    test("the projects behind a registry's pulls come with their counts, most pulls first", async () => {
      const { store, org } = get();
      await store.projects.create({
        project: {
          id: "prj_1",
          organizationId: org,
          name: "Renamed",
          owner: { kind: "organization" },
          memberIds: [],
        },
        at: t0,
        audit: entry(),
      });
      const record = (at: number, change = {}) => store.pulls.record(pull(org, { at, ...change }));
      await record(t0 - 1);
      await record(t0);
      await record(t0 + 5, { outcome: "refused", status: "refused" });
      await record(t0 + 2, { project: { id: "prj_gone", name: "Gone", ownerKind: "person" } });
      await record(t0 + 1, { project: null });
      await record(t0 + 3, { registry: { id: "reg_2", name: "Q" } });
      const query = { registryId: "reg_1", days: 1, now: t0 + 5, limit: 10 };
      expect(await store.pulls.projectsOf(org, query)).toEqual([
        {
          project: { id: "prj_1", name: "Renamed", ownerKind: "organization" },
          pulls: 2,
          failed: 1,
          lastPullAt: t0 + 5,
        },
        {
          project: { id: "prj_gone", name: "Gone", ownerKind: "person" },
          pulls: 1,
          failed: 0,
          lastPullAt: t0 + 2,
        },
        { project: null, pulls: 1, failed: 0, lastPullAt: t0 + 1 },
      ]);
      expect(await store.pulls.projectsOf(org, { ...query, limit: 1 })).toHaveLength(1);
    });

    test("a member sees the pulls of projects they may see", async () => {
      const { store, org } = get();
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_bob", "member");
      for (const [id, memberIds] of [
        ["prj_1", ["per_bob"]],
        ["prj_2", []],
      ] as const) {
        await store.projects.create({
          project: {
            id,
            organizationId: org,
            name: id,
            owner: { kind: "organization" },
            memberIds,
          },
          at: t0,
          audit: entry(),
        });
        await store.pulls.record(
          pull(org, { id: `pul_${id}`, project: { id, name: id, ownerKind: "organization" } }),
        );
      }
      await store.pulls.record(pull(org, { id: "pul_none", project: null }));
      const { rows } = await store.pulls.list(org, { limit: 10, seenBy: "per_bob" });
      expect(rows.map((row) => row.id)).toEqual(["pul_prj_1"]);
    });

    test("recent images count by canonical name without tag, refused pulls left out", async () => {
      const { store, org, otherOrg } = get();
      const now = t0 + 40 * dayMs;
      const record = (at: number, imageName: string | null, change = {}) =>
        store.pulls.record(pull(org, { at, imageName, ...change }));
      await record(now - 10 * dayMs, "reg.io/a");
      await record(now - 5 * dayMs, "reg.io/a", {
        project: { id: "prj_2", name: "Audio", ownerKind: "person" },
      });
      await record(now - 1, "reg.io/b", { project: null });
      await record(now - 1, "reg.io/c", { outcome: "refused", status: "refused" });
      await record(now - 1, null);
      await record(now - 35 * dayMs, "reg.io/old");
      const query = { days: 30, now, limit: 10 };
      expect(await store.pulls.recentImages(org, query)).toEqual({
        images: [
          { image: "reg.io/a", pulls: 2, projects: ["Audio", "Vision"] },
          { image: "reg.io/b", pulls: 1, projects: [] },
        ],
        daysRecorded: 30,
      });
      expect((await store.pulls.recentImages(org, { ...query, limit: 1 })).images).toHaveLength(1);
      expect(await store.pulls.recentImages(otherOrg, query)).toEqual({
        images: [],
        daysRecorded: 0,
      });
    });

    test("the images that a registry served are one of each repository, the newest that did not fail", async () => {
      const { store, org, otherOrg } = get();
      let pulls = 0;
      const record = (at: number, canonical: string, change: Partial<NewPull> = {}) => {
        pulls += 1;
        return store.pulls.record(
          pull(org, {
            id: `pul_${pulls}`,
            at,
            canonical,
            imageName: canonical.replace(/[:@][^/]*$/, ""),
            registry: { id: "reg_1", name: "Harbor" },
            outcome: "credential",
            status: "started",
            ...change,
          }),
        );
      };
      await record(t0 + 1, "reg.io/a:1");
      await record(t0 + 2, "reg.io/a:2");
      await record(t0 + 3, "reg.io/a:3", { status: "failed" });
      await record(t0 + 4, "reg.io/b:1", { status: "failed" });
      await record(t0 + 4, "reg.io/b:2", { status: "failed" });
      await record(t0 + 5, "reg.io/c@sha256:aa");
      await record(t0 - 1, "reg.io/old:1");
      await record(t0 + 5, "reg.io/anonymous:1", { outcome: "anonymous" });
      await record(t0 + 5, "reg.io/refused:1", { outcome: "refused", status: "refused" });
      await record(t0 + 5, "reg.io/other:1", { registry: { id: "reg_2", name: "Quay" } });
      const query = { registryId: "reg_1", days: 1, now: t0 + 5, limit: 10 };
      expect(await store.pulls.imagesServed(org, query)).toEqual({
        images: [
          { image: "reg.io/a:2", imageName: "reg.io/a", pulls: 3 },
          { image: "reg.io/b:2", imageName: "reg.io/b", pulls: 2 },
          { image: "reg.io/c@sha256:aa", imageName: "reg.io/c", pulls: 1 },
        ],
        leftOut: 0,
      });
      expect(await store.pulls.imagesServed(org, { ...query, limit: 1 })).toEqual({
        images: [{ image: "reg.io/a:2", imageName: "reg.io/a", pulls: 3 }],
        leftOut: 2,
      });
      expect(await store.pulls.imagesServed(otherOrg, query)).toEqual({ images: [], leftOut: 0 });
    });

    test("days recorded start with the first pull", async () => {
      const { store, org } = get();
      await store.pulls.record(pull(org, { at: t0 }));
      const days = async (now: number) =>
        (await store.pulls.recentImages(org, { days: 30, now, limit: 1 })).daysRecorded;
      expect(await days(t0)).toBe(1);
      expect(await days(t0 + 3 * dayMs)).toBe(3);
      expect(await days(t0 + 99 * dayMs)).toBe(30);
    });
  });
}
