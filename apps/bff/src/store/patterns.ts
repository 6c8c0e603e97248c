import { and, asc, eq, gt, isNull, lte, or } from "drizzle-orm";
import type { Engine } from "./engine.ts";
import { patternRevision } from "./pattern-revision.ts";
import type { PatternStore } from "./ports/pattern.ts";

export function patternStore(engine: Engine): PatternStore {
  const { tables } = engine;
  const { pattern, registry, patternHistory } = tables;
  return {
    entries: (organizationId) =>
      engine.snapshot(async (db) => {
        const revision = await patternRevision(db, tables, organizationId);
        const entries = await db
          .select({
            id: pattern.id,
            pattern: pattern.canonical,
            hosts: registry.hostRule,
            registryId: registry.id,
            registryName: registry.name,
            registryType: registry.type,
            paused: registry.paused,
            servesHostOnly: registry.servesHostOnly,
          })
          .from(pattern)
          .innerJoin(
            registry,
            and(
              eq(registry.organizationId, pattern.organizationId),
              eq(registry.id, pattern.registryId),
            ),
          )
          .where(eq(pattern.organizationId, organizationId))
          .orderBy(asc(pattern.id));
        return { revision, entries };
      }),

    revision: (organizationId) => patternRevision(engine.db, tables, organizationId),

    historyAt: async (organizationId, at) => {
      const rows = await engine.db
        .select({
          id: patternHistory.patternId,
          pattern: patternHistory.canonical,
          hosts: patternHistory.hostRule,
          registryId: patternHistory.registryId,
          registryName: patternHistory.registryName,
          registryType: patternHistory.registryType,
          paused: patternHistory.paused,
        })
        .from(patternHistory)
        .where(
          and(
            eq(patternHistory.organizationId, organizationId),
            lte(patternHistory.validFrom, at),
            or(isNull(patternHistory.validTo), gt(patternHistory.validTo, at)),
          ),
        )
        .orderBy(asc(patternHistory.patternId));
      return rows.map((row) => ({ ...row, servesHostOnly: false }));
    },
  };
}
