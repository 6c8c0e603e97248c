import { and, eq, inArray, ne } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { nameKey } from "./name-key.ts";
import { patternRevision } from "./pattern-revision.ts";
import type { RegistryRow } from "./registry-rows.ts";
import type { RegistryPattern } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type {
  Conflict,
  NameTaken,
  NotFound,
  PatternsChanged,
  PatternTaken,
} from "./ports/outcome.ts";

/**
 * Refusals that a registry command may meet, each null where it does not apply. They are looked up
 * instead of read from a driver's error, so that the answer can name who holds the name or pattern;
 * the unique indexes stand behind them.
 */

export async function refuseName(
  db: Db,
  { registry }: Schema,
  organizationId: string,
  id: string,
  name: string,
): Promise<NameTaken | null> {
  const [holder] = await db
    .select({ id: registry.id, name: registry.name })
    .from(registry)
    .where(
      and(
        eq(registry.organizationId, organizationId),
        eq(registry.nameKey, nameKey(name)),
        ne(registry.id, id),
      ),
    );
  return holder === undefined ? null : { ok: false, reason: "name_taken", holder };
}

export async function refusePatterns(
  db: Db,
  { registry, pattern }: Schema,
  organizationId: string,
  owner: { id: string; name: string },
  patterns: readonly RegistryPattern[],
): Promise<PatternTaken | null> {
  const seen = new Set<string>();
  for (const { canonical } of patterns) {
    if (seen.has(canonical)) {
      return { ok: false, reason: "pattern_taken", canonical, holder: { ...owner } };
    }
    seen.add(canonical);
  }
  if (seen.size === 0) return null;
  const [taken] = await db
    .select({ canonical: pattern.canonical, id: registry.id, name: registry.name })
    .from(pattern)
    .innerJoin(
      registry,
      and(eq(registry.organizationId, pattern.organizationId), eq(registry.id, pattern.registryId)),
    )
    .where(
      and(
        eq(pattern.organizationId, organizationId),
        inArray(pattern.canonical, [...seen]),
        ne(pattern.registryId, owner.id),
      ),
    )
    .limit(1);
  if (taken === undefined) return null;
  const { canonical, ...holder } = taken;
  return { ok: false, reason: "pattern_taken", canonical, holder };
}

export async function refuseRevision(
  db: Db,
  tables: Schema,
  organizationId: string,
  expected: number | undefined,
): Promise<PatternsChanged | null> {
  if (expected === undefined) return null;
  const revision = await patternRevision(db, tables, organizationId);
  return revision === expected ? null : { ok: false, reason: "patterns_changed", revision };
}

/** The row to be changed, if it is still the version that the editor saw. */
export async function registryToChange(
  db: Db,
  { registry }: Schema,
  command: { organizationId: string; id: string; version: number },
): Promise<{ ok: true; row: RegistryRow } | NotFound | Conflict> {
  const [row] = await db
    .select()
    .from(registry)
    .where(and(eq(registry.organizationId, command.organizationId), eq(registry.id, command.id)));
  if (row === undefined) return { ok: false, reason: "not_found" };
  if (row.version !== command.version) {
    return { ok: false, reason: "conflict", version: row.version };
  }
  return { ok: true, row };
}
