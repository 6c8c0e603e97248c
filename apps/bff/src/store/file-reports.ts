import { and, desc, eq } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { FileReportStore } from "./ports/file-report.ts";

export function fileReportStore(engine: Engine): FileReportStore {
  const { tables } = engine;
  const { fileReport } = tables;
  const one = (organizationId: string, id: string) =>
    and(eq(fileReport.organizationId, organizationId), eq(fileReport.id, id));

  return {
    list: (organizationId) =>
      engine.snapshot(async (db) => {
        const rows = await db
          .select({
            id: fileReport.id,
            name: fileReport.name,
            kind: fileReport.kind,
            imageCount: fileReport.imageCount,
            createdAt: fileReport.createdAt,
            createdBy: fileReport.createdBy,
          })
          .from(fileReport)
          .where(eq(fileReport.organizationId, organizationId))
          .orderBy(desc(fileReport.createdAt), desc(fileReport.id));
        const nameOf = await personNames(
          db,
          tables,
          rows.map(({ createdBy }) => createdBy),
        );
        return rows.map((row) => ({ ...row, createdBy: nameOf(row.createdBy) }));
      }),

    get: (organizationId, id) =>
      engine.snapshot(async (db) => {
        const [row] = await db.select().from(fileReport).where(one(organizationId, id));
        if (row === undefined) return null;
        const nameOf = await personNames(db, tables, [row.createdBy]);
        return { ...row, createdBy: nameOf(row.createdBy) };
      }),

    create: ({ report, countMax, audit }) =>
      command(engine, async (db) => {
        const others = await db
          .select({ id: fileReport.id })
          .from(fileReport)
          .where(eq(fileReport.organizationId, report.organizationId))
          .limit(countMax);
        if (others.length >= countMax) return { ok: false, reason: "too_many" };
        await db.insert(fileReport).values({ ...report, imageCount: report.images.length });
        await appendAudit(db, tables, report.organizationId, audit);
        return { ok: true };
      }),

    remove: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(fileReport)
          .where(one(organizationId, id))
          .returning({ id: fileReport.id });
        if (removed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}
