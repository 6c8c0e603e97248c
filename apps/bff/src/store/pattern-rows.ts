import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "./engine.ts";
import type { RegistryPattern } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

/**
 * Makes `patterns` the only ones of a registry, in this order. One whose canonical text stays keeps its
 * id, so that links, history and the order of ties stay as they were.
 */
export async function writePatterns(
  db: Db,
  { pattern }: Schema,
  organizationId: string,
  registryId: string,
  patterns: readonly RegistryPattern[],
): Promise<void> {
  const ofRegistry = and(
    eq(pattern.organizationId, organizationId),
    eq(pattern.registryId, registryId),
  );
  const standing = await db.select().from(pattern).where(ofRegistry);
  const wanted = new Set(patterns.map((item) => item.canonical));
  const gone = standing.filter((row) => !wanted.has(row.canonical)).map((row) => row.id);
  if (gone.length > 0) await db.delete(pattern).where(and(ofRegistry, inArray(pattern.id, gone)));

  const byCanonical = new Map(standing.map((row) => [row.canonical, row]));
  const added: (typeof pattern.$inferInsert)[] = [];
  for (const [position, { id, text, canonical }] of patterns.entries()) {
    const kept = byCanonical.get(canonical);
    if (kept === undefined) {
      added.push({ organizationId, registryId, id, position, text, canonical });
    } else if (kept.text !== text || kept.position !== position) {
      await db
        .update(pattern)
        .set({ text, position })
        .where(and(ofRegistry, eq(pattern.id, kept.id)));
    }
  }
  if (added.length > 0) await db.insert(pattern).values(added);
}
