import { and, count, desc, eq, getTableColumns, gte, type InferSelectModel } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { behind, toPage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import { healthColumns } from "./registry-rows.ts";
import type { Check, RegistryRef } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { CheckStore, FinishCheck } from "./store.ts";

type CheckRow = Omit<InferSelectModel<Schema["check"]>, "trace">;

export function checkStore(engine: Engine): CheckStore {
  const { tables } = engine;
  const { check } = tables;
  // A list never reads traces: one may hold hundreds of kilobytes.
  const { trace, ...summary } = getTableColumns(check);

  return {
    create: ({ check: started, audit }) =>
      engine.tx(async (db) => {
        await db.insert(check).values({ ...started, status: "running" });
        if (audit !== undefined) await appendAudit(db, tables, started.organizationId, audit);
      }),

    finish: (input) => command(engine, (db) => finish(db, tables, input)),

    get: (organizationId, id) =>
      engine.snapshot(async (db) => {
        const [row] = await db
          .select({ ...summary, trace })
          .from(check)
          .where(and(eq(check.organizationId, organizationId), eq(check.id, id)));
        if (row === undefined) return null;
        const [found] = await toChecks(db, tables, [row]);
        return found === undefined ? null : { ...found, trace: row.trace ?? [] };
      }),

    list: (organizationId, { registryId, cursor, limit }) =>
      engine.snapshot(async (db) => {
        const condition = behind(cursor, { at: check.startedAt, id: check.id });
        if (condition === null) return { rows: [], next: null };
        const rows = await db
          .select(summary)
          .from(check)
          .where(
            and(
              eq(check.organizationId, organizationId),
              registryId === undefined ? undefined : eq(check.registryId, registryId),
              condition,
            ),
          )
          .orderBy(desc(check.startedAt), desc(check.id))
          .limit(limit + 1);
        const page = toPage(rows, limit, (row) => ({ at: row.startedAt, id: row.id }));
        return { ...page, rows: await toChecks(db, tables, page.rows) };
      }),

    async countSince(organizationId, since, personId) {
      const [row] = await engine.db
        .select({ started: count() })
        .from(check)
        .where(
          and(
            eq(check.organizationId, organizationId),
            gte(check.startedAt, since),
            personId === undefined ? undefined : eq(check.startedBy, personId),
          ),
        );
      return row?.started ?? 0;
    },

    cancelRunning: (at) =>
      engine.tx(async (db) => {
        const cancelled = await db
          .update(check)
          .set({ status: "cancelled", outcome: "cancelled", finishedAt: at })
          .where(eq(check.status, "running"))
          .returning({ id: check.id });
        return cancelled.length;
      }),
  };
}

async function finish(db: Db, tables: Schema, input: FinishCheck) {
  const { check, registry } = tables;
  const { organizationId, id, health, trace, ...facts } = input;
  const [row] = await db
    .select({ status: check.status })
    .from(check)
    .where(and(eq(check.organizationId, organizationId), eq(check.id, id)));
  if (row === undefined) return { ok: false, reason: "not_found" } as const;
  if (row.status !== "running") return { ok: false, reason: "already_finished" } as const;
  const outcome = facts.diagnosis?.outcome ?? (facts.status === "cancelled" ? "cancelled" : null);
  await db
    .update(check)
    .set({ ...facts, trace: [...trace], outcome })
    .where(and(eq(check.organizationId, organizationId), eq(check.id, id)));
  if (health !== undefined) {
    await db
      .update(registry)
      .set(healthColumns(health.value))
      .where(
        and(
          eq(registry.organizationId, organizationId),
          eq(registry.id, health.registryId),
          eq(registry.secretVersion, health.secretVersion),
        ),
      );
  }
  return { ok: true } as const;
}

async function toChecks(db: Db, tables: Schema, rows: readonly CheckRow[]): Promise<Check[]> {
  const nameOf = await personNames(
    db,
    tables,
    rows.map((row) => row.startedBy),
  );
  const registries = await registryRefs(db, tables, rows);
  return rows.map(({ registryId, startedBy, ...row }) => ({
    ...row,
    registry: registryId === null ? null : (registries.get(registryId) ?? null),
    startedBy: nameOf(startedBy),
  }));
}

async function registryRefs(
  db: Db,
  { registry }: Schema,
  rows: readonly CheckRow[],
): Promise<Map<string, RegistryRef>> {
  const organizationId = rows[0]?.organizationId;
  if (organizationId === undefined) return new Map();
  const refs = await db
    .select({ id: registry.id, name: registry.name })
    .from(registry)
    .where(eq(registry.organizationId, organizationId));
  return new Map(refs.map((ref) => [ref.id, ref]));
}
