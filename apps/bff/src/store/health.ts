import { and, asc, desc, eq, gte, lt } from "drizzle-orm";
import { newId } from "../ids.ts";
import type { Db, Engine } from "./engine.ts";
import { raiseHealthAlert } from "./raise-alert.ts";
import type { Health, HealthChange, StoredHealthState } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { HealthStore } from "./ports/health.ts";

const changesMax = 1_000;

export function healthStore(engine: Engine): HealthStore {
  const { healthChange } = engine.tables;
  return {
    changes: (organizationId, registryId, since) =>
      engine.snapshot(async (db) => {
        const ofRegistry = and(
          eq(healthChange.organizationId, organizationId),
          eq(healthChange.registryId, registryId),
        );
        const before = await db
          .select()
          .from(healthChange)
          .where(and(ofRegistry, lt(healthChange.at, since)))
          .orderBy(desc(healthChange.at), desc(healthChange.id))
          .limit(1);
        const rows = await db
          .select()
          .from(healthChange)
          .where(and(ofRegistry, gte(healthChange.at, since)))
          .orderBy(asc(healthChange.at), asc(healthChange.id))
          .limit(changesMax);
        return [...before, ...rows].map(toChange);
      }),
  };
}

/** Keeps the change from one state to another, and raises its alert, within the transaction that makes it. */
export async function recordHealthChange(
  db: Db,
  tables: Schema,
  registry: { organizationId: string; id: string; name: string },
  { from, to, at }: { from: StoredHealthState | null; to: Health; at: number },
): Promise<void> {
  if (from === to.state) return;
  const id = newId("hch", at);
  await db.insert(tables.healthChange).values({
    organizationId: registry.organizationId,
    id,
    registryId: registry.id,
    at,
    fromState: from,
    toState: to.state,
    reason: to.reason,
    checkId: to.checkId,
  });
  await raiseHealthAlert(db, tables, registry, { id, from, to, at });
}

function toChange(row: Schema["healthChange"]["$inferSelect"]): HealthChange {
  const { id, at, reason, checkId } = row;
  // Only stored states are ever written to these columns.
  const from = row.fromState as StoredHealthState | null;
  return { id, at, from, to: row.toState as StoredHealthState, reason, checkId };
}
