import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, t0 } from "./sample.ts";

export function fileReportContract(get: Get): void {
  describe("reports of files", () => {
    const create = (id: string, createdAt: number, countMax = 2) => {
      const { store, org } = get();
      const image = { text: "a", reference: "a", line: 1, column: 1, where: "service 'é'" };
      return store.fileReports.create({
        report: {
          organizationId: org,
          id,
          name: `Report ${id}`,
          kind: "compose",
          projectId: null,
          images: [{ ...image, note: null, missing: [], pulled: true }],
          createdAt,
          createdBy: "per_ada",
        },
        countMax,
        audit: entry({ action: "file-report.create" }),
      });
    };

    test("are listed newest first, read whole, and are nobody else's", async () => {
      const { store, org, otherOrg } = get();
      await create("rep_1", t0);
      await create("rep_2", t0 + 1);
      const list = await store.fileReports.list(org);
      expect(list.map(({ id, imageCount }) => [id, imageCount])).toEqual([
        ["rep_2", 1],
        ["rep_1", 1],
      ]);
      expect(await store.fileReports.get(org, "rep_1")).toMatchObject({
        name: "Report rep_1",
        images: [{ where: "service 'é'", missing: [], pulled: true }],
        createdBy: { id: "per_ada" },
      });
      expect(await store.fileReports.list(otherOrg)).toEqual([]);
      expect(await store.fileReports.get(otherOrg, "rep_1")).toBeNull();
    });

    test("have a limit, and go one by one", async () => {
      const { store, org, otherOrg } = get();
      await create("rep_1", t0);
      await create("rep_2", t0);
      expect(await create("rep_3", t0)).toEqual({ ok: false, reason: "too_many" });
      const remove = (organizationId: string) =>
        store.fileReports.remove({
          organizationId,
          id: "rep_1",
          audit: entry({ action: "file-report.delete" }),
        });
      expect(await remove(otherOrg)).toEqual({ ok: false, reason: "not_found" });
      expect(await remove(org)).toEqual({ ok: true });
      expect((await store.fileReports.list(org)).map(({ id }) => id)).toEqual(["rep_2"]);
    });

    test("are not kept where the log can't be written", async () => {
      const { store, org, breakAudit } = get();
      await breakAudit();
      await expect(create("rep_1", t0)).rejects.toMatchObject({ name: "StoreError" });
      expect(await store.fileReports.list(org)).toEqual([]);
    });
  });
}
