import { and, asc, eq, gt, lte } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { ImageMappingStore } from "./ports/image-mapping.ts";

export function imageMappingStore(engine: Engine): ImageMappingStore {
  const { tables } = engine;
  const { imageMapping, formerMapping } = tables;
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

    at: (organizationId, at) =>
      engine.snapshot(async (db) => {
        const fact = ({ from, to }: typeof imageMapping | typeof formerMapping) => ({ from, to });
        const standing = await db
          .select(fact(imageMapping))
          .from(imageMapping)
          .where(
            and(eq(imageMapping.organizationId, organizationId), lte(imageMapping.createdAt, at)),
          );
        const former = await db
          .select(fact(formerMapping))
          .from(formerMapping)
          .where(
            and(
              eq(formerMapping.organizationId, organizationId),
              lte(formerMapping.createdAt, at),
              gt(formerMapping.removedAt, at),
            ),
          );
        return [...standing, ...former];
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

    remove: ({ organizationId, id, at, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(imageMapping)
          .where(and(eq(imageMapping.organizationId, organizationId), eq(imageMapping.id, id)))
          .returning();
        if (removed.length === 0) return { ok: false, reason: "not_found" };
        await db.insert(formerMapping).values(removed.map((row) => ({ ...row, removedAt: at })));
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}
