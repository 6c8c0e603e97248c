import { and, asc, eq } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { ImageMappingStore } from "./ports/image-mapping.ts";

export function imageMappingStore(engine: Engine): ImageMappingStore {
  const { tables } = engine;
  const { imageMapping } = tables;
  return {
    list: (organizationId) =>
      engine.snapshot(async (db) => {
        const rows = await db
          .select()
          .from(imageMapping)
          .where(eq(imageMapping.organizationId, organizationId))
          .orderBy(asc(imageMapping.from));
        const people = rows.map((row) => row.createdBy);
        const nameOf = await personNames(db, tables, people);
        return rows.map((row) => ({ ...row, createdBy: nameOf(row.createdBy) }));
      }),

    create: ({ mapping, max, audit }) =>
      command(engine, async (db) => {
        const { organizationId } = mapping;
        const inserted = await db
          .insert(imageMapping)
          .values(mapping)
          .onConflictDoNothing({ target: [imageMapping.organizationId, imageMapping.from] })
          .returning({ id: imageMapping.id });
        if (inserted.length === 0) return { ok: false, reason: "taken" };
        const all = await db
          .select({ id: imageMapping.id })
          .from(imageMapping)
          .where(eq(imageMapping.organizationId, organizationId));
        if (all.length > max) return { ok: false, reason: "too_many" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    remove: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(imageMapping)
          .where(and(eq(imageMapping.organizationId, organizationId), eq(imageMapping.id, id)))
          .returning({ id: imageMapping.id });
        if (removed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}
