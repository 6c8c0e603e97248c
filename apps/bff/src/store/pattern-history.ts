import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { newId } from "../ids.ts";
import type { Db } from "./engine.ts";
import type { Schema } from "./schema/schema.ts";

/**
 * Brings the history of one registry in line with what now stands in its tables: what changed or went
 * is closed at `at`, what is new begins there. Call it behind every change of name, hosts, patterns or pause.
 */
export async function recordPatternHistory(
  db: Db,
  tables: Schema,
  organizationId: string,
  registryId: string,
  at: number,
): Promise<void> {
  const { patternHistory } = tables;
  const now = await inForce(db, tables, organizationId, registryId);
  const nowKeys = new Set(now.map(keyOf));
  const open = await db
    .select()
    .from(patternHistory)
    .where(
      and(
        eq(patternHistory.organizationId, organizationId),
        eq(patternHistory.registryId, registryId),
        isNull(patternHistory.validTo),
      ),
    );
  const ended = open.filter((row) => !nowKeys.has(keyOf(row)));
  if (ended.length > 0) {
    await db
      .update(patternHistory)
      .set({ validTo: at })
      .where(
        and(
          eq(patternHistory.organizationId, organizationId),
          inArray(
            patternHistory.id,
            ended.map((row) => row.id),
          ),
        ),
      );
  }
  const openKeys = new Set(open.map(keyOf));
  const begun = now.filter((row) => !openKeys.has(keyOf(row)));
  if (begun.length > 0) {
    await db
      .insert(patternHistory)
      .values(begun.map((row) => ({ ...row, id: newId("pth", at), validFrom: at })));
  }
}

type Fact = Awaited<ReturnType<typeof inForce>>[number];

async function inForce(
  db: Db,
  { registry, pattern }: Schema,
  organizationId: string,
  registryId: string,
) {
  return db
    .select({
      organizationId: pattern.organizationId,
      patternId: pattern.id,
      registryId: registry.id,
      registryName: registry.name,
      registryType: registry.type,
      hostRule: registry.hostRule,
      text: pattern.text,
      canonical: pattern.canonical,
      paused: registry.paused,
    })
    .from(pattern)
    .innerJoin(
      registry,
      and(eq(registry.organizationId, pattern.organizationId), eq(registry.id, pattern.registryId)),
    )
    .where(and(eq(pattern.organizationId, organizationId), eq(pattern.registryId, registryId)))
    .orderBy(asc(pattern.position));
}

function keyOf(fact: Fact): string {
  return JSON.stringify([
    fact.patternId,
    fact.registryName,
    fact.registryType,
    fact.hostRule,
    fact.text,
    fact.canonical,
    fact.paused,
  ]);
}
