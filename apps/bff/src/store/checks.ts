import {
  and,
  desc,
  eq,
  exists,
  getTableColumns,
  gte,
  inArray,
  isNull,
  lt,
  ne,
  notExists,
  or,
  sql,
} from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { applyFinding, finishCheck } from "./check-ends.ts";
import { toChecks } from "./check-rows.ts";
import { behind, toPage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { RequestKeyTaken } from "./request-keys.ts";
import type { CheckStore } from "./ports/check.ts";

export function checkStore(engine: Engine): CheckStore {
  const { tables } = engine;
  const { check, registry, healthChange } = tables;
  // A list never reads traces: one may hold hundreds of kilobytes.
  const { trace, ...summary } = getTableColumns(check);
  /** Whether a registry's health is what this check said. */
  const restingOnIt = (db: Pick<Db, "select">) =>
    db
      .select({ one: sql`1` })
      .from(registry)
      .where(
        and(
          eq(registry.organizationId, check.organizationId),
          eq(registry.healthCheckId, check.id),
        ),
      );

  return {
    create: ({ check: started, audit }) =>
      engine.tx(async (db) => {
        await db.insert(check).values({ ...started, status: "running" });
        if (audit !== undefined) await appendAudit(db, tables, started.organizationId, audit);
      }),

    tell: ({ organizationId, id, trace: told }) =>
      engine.append(async (db) => {
        const running = await db
          .update(check)
          .set({ trace: [...told] })
          .where(
            and(
              eq(check.organizationId, organizationId),
              eq(check.id, id),
              eq(check.status, "running"),
            ),
          )
          .returning({ id: check.id });
        return running.length > 0;
      }),

    async registriesBeingChecked(organizationId) {
      const rows = await engine.db
        .selectDistinct({ registryId: check.registryId })
        .from(check)
        .where(and(eq(check.organizationId, organizationId), eq(check.status, "running")));
      return rows.flatMap(({ registryId }) => registryId ?? []);
    },

    finish: (input) => command(engine, (db) => finishCheck(db, tables, input)),

    record: ({ check: ended, trace, finding }) =>
      engine.tx(async (db) => {
        const outcome = ended.diagnosis.outcome;
        await db.insert(check).values({
          ...ended,
          subject: "registry",
          profile: "re-check",
          status: "finished",
          trace: [...trace],
          outcome,
        });
        await applyFinding(db, tables, ended, finding);
      }),

    receive: ({ check: { workerToken, ...seen }, trace, health, audit }) =>
      engine.tx(async (db) => {
        const [before] = await db
          .select({ ...summary })
          .from(check)
          .where(and(eq(check.organizationId, seen.organizationId), eq(check.id, seen.id)));
        if (before !== undefined) {
          const same =
            before.workerTokenId === workerToken.id &&
            before.image === seen.image &&
            before.digest === seen.digest &&
            before.durationMs === seen.durationMs &&
            before.diagnosis?.code === seen.diagnosis.code;
          if (same) return;
          throw new RequestKeyTaken();
        }
        await db.insert(check).values({
          ...seen,
          workerTokenId: workerToken.id,
          workerTokenName: workerToken.name,
          subject: "registry",
          profile: "full",
          status: "finished",
          startedBy: null,
          trace: [...trace],
          outcome: seen.diagnosis.outcome,
          proof: null,
        });
        if (health !== undefined) await applyFinding(db, tables, seen, health);
        await appendAudit(db, tables, seen.organizationId, audit);
      }),

    lastWorked: (organizationId, registryId) =>
      engine.snapshot(async (db) => {
        const [row] = await db
          .select({ ...summary, trace })
          .from(check)
          .where(
            and(
              eq(check.organizationId, organizationId),
              eq(check.registryId, registryId),
              eq(check.outcome, "ok"),
              isNull(check.workerTokenId),
            ),
          )
          .orderBy(desc(check.startedAt), desc(check.id))
          .limit(1);
        if (row === undefined) return null;
        const [found] = await toChecks(db, tables, [row]);
        return found === undefined ? null : { ...found, trace: row.trace ?? [] };
      }),

    lastOf: (organizationId, { registryId, outcomes }) =>
      engine.snapshot(async (db) => {
        const rows = await db
          .select(summary)
          .from(check)
          .where(
            and(
              eq(check.organizationId, organizationId),
              eq(check.registryId, registryId),
              inArray(check.outcome, [...outcomes]),
              // A new secret that was only tried says nothing of the saved one; put in place, it is what health rests on.
              or(ne(check.subject, "new-secret"), exists(restingOnIt(db))),
            ),
          )
          .orderBy(desc(check.startedAt), desc(check.id))
          .limit(1);
        const [found] = await toChecks(db, tables, rows);
        return found ?? null;
      }),

    pruneReChecks: ({ before, limit }) =>
      engine.tx(async (db) => {
        const old = await db
          .select({ organizationId: check.organizationId, id: check.id })
          .from(check)
          .where(
            and(
              eq(check.profile, "re-check"),
              lt(check.startedAt, before),
              notExists(restingOnIt(db)),
              notExists(
                db
                  .select({ one: sql`1` })
                  .from(healthChange)
                  .where(
                    and(
                      eq(healthChange.organizationId, check.organizationId),
                      eq(healthChange.checkId, check.id),
                    ),
                  ),
              ),
            ),
          )
          .limit(limit);
        for (const { organizationId, id } of old) {
          await db
            .delete(check)
            .where(and(eq(check.organizationId, organizationId), eq(check.id, id)));
        }
        return old.length;
      }),

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

    list: (organizationId, { registryId, profile, since, cursor, limit }) =>
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
              profile === undefined ? undefined : eq(check.profile, profile),
              since === undefined ? undefined : gte(check.startedAt, since),
              condition,
            ),
          )
          .orderBy(desc(check.startedAt), desc(check.id))
          .limit(limit + 1);
        const page = toPage(rows, limit, (row) => ({ at: row.startedAt, id: row.id }));
        return { ...page, rows: await toChecks(db, tables, page.rows) };
      }),

    cancelRunning: ({ startedBefore, at }) =>
      engine.tx(async (db) => {
        const cancelled = await db
          .update(check)
          .set({ status: "cancelled", outcome: "cancelled", finishedAt: at })
          .where(and(eq(check.status, "running"), lt(check.startedAt, startedBefore)))
          .returning({ id: check.id });
        return cancelled.length;
      }),
  };
}
