import { and, asc, eq, inArray, lt } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import type { Engine } from "./engine.ts";
import { dayMs } from "./pull-tally.ts";
import type { PullStore } from "./ports/pull.ts";

// What is shown of a registry's, a project's or an image's use looks back this far, however soon its pulls go.
const countedDays = 30;

/** How long pulls are kept, and the broom. */
export function pullRetention(
  engine: Engine,
): Pick<PullStore, "keptDays" | "setKeptDays" | "prune"> {
  const { tables } = engine;
  const { pull, pullDay, pullImageDay, pullSetting, organization } = tables;
  return {
    async keptDays(organizationId) {
      const [row] = await engine.db
        .select({ keptDays: pullSetting.keptDays })
        .from(pullSetting)
        .where(eq(pullSetting.organizationId, organizationId));
      return row?.keptDays ?? null;
    },

    setKeptDays: ({ organizationId, keptDays, audit }) =>
      engine.tx(async (db) => {
        await db
          .insert(pullSetting)
          .values({ organizationId, keptDays })
          .onConflictDoUpdate({ target: pullSetting.organizationId, set: { keptDays } });
        await appendAudit(db, tables, organizationId, audit);
      }),

    async prune({ now, usualDays, limit }) {
      const organizations = await engine.db
        .select({ id: organization.id, keptDays: pullSetting.keptDays })
        .from(organization)
        .leftJoin(pullSetting, eq(pullSetting.organizationId, organization.id));
      let pruned = 0;
      for (const { id, keptDays } of organizations) {
        const days = keptDays ?? usualDays;
        pruned += await pruneOf(id, now - days * dayMs, limit);
        await pruneCounts(id, Math.floor(now / dayMs) - Math.max(days, countedDays));
      }
      return pruned;
    },
  };

  async function pruneCounts(organizationId: string, beforeDay: number): Promise<void> {
    for (const counts of [pullDay, pullImageDay]) {
      const old = and(eq(counts.organizationId, organizationId), lt(counts.day, beforeDay));
      const [one] = await engine.db.select({ day: counts.day }).from(counts).where(old).limit(1);
      if (one !== undefined) await engine.tx((db) => db.delete(counts).where(old));
    }
  }

  async function pruneOf(organizationId: string, before: number, limit: number): Promise<number> {
    const old = await engine.db
      .select({ id: pull.id })
      .from(pull)
      .where(and(eq(pull.organizationId, organizationId), lt(pull.at, before)))
      .orderBy(asc(pull.at))
      .limit(limit);
    if (old.length === 0) return 0;
    const ids = old.map(({ id }) => id);
    return await engine.tx(async (db) => {
      const gone = await db
        .delete(pull)
        .where(and(eq(pull.organizationId, organizationId), inArray(pull.id, ids)))
        .returning({ id: pull.id });
      return gone.length;
    });
  }
}
