import { and, asc, eq } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { ExpectationStore } from "./ports/expectation.ts";

export function expectationStore(engine: Engine): ExpectationStore {
  const { tables } = engine;
  const { expectation, registry } = tables;
  return {
    list: (organizationId, registryId) =>
      engine.snapshot(async (db) => {
        const rows = await db
          .select()
          .from(expectation)
          .where(
            and(
              eq(expectation.organizationId, organizationId),
              registryId === undefined ? undefined : eq(expectation.registryId, registryId),
            ),
          )
          .orderBy(asc(expectation.createdAt), asc(expectation.id));
        const nameOf = await personNames(
          db,
          tables,
          rows.map((row) => row.createdBy),
        );
        return rows.map((row) => ({ ...row, createdBy: nameOf(row.createdBy) }));
      }),

    create: ({ expectation: wanted, audit }) =>
      command(engine, async (db) => {
        const { organizationId, registryId, image } = wanted;
        const [owner] = await db
          .select({ id: registry.id })
          .from(registry)
          .where(and(eq(registry.organizationId, organizationId), eq(registry.id, registryId)));
        if (owner === undefined) return { ok: false, reason: "not_found" };
        const inserted = await db
          .insert(expectation)
          .values(wanted)
          .onConflictDoNothing({
            target: [expectation.organizationId, expectation.registryId, expectation.image],
          })
          .returning({ id: expectation.id });
        if (inserted.length > 0) await appendAudit(db, tables, organizationId, audit);
        const [row] = await db
          .select()
          .from(expectation)
          .where(
            and(
              eq(expectation.organizationId, organizationId),
              eq(expectation.registryId, registryId),
              eq(expectation.image, image),
            ),
          );
        if (row === undefined)
          throw new Error("the expectation vanished inside its own transaction");
        const nameOf = await personNames(db, tables, [row.createdBy]);
        return { ok: true, expectation: { ...row, createdBy: nameOf(row.createdBy) } };
      }),

    remove: ({ organizationId, registryId, id, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(expectation)
          .where(
            and(
              eq(expectation.organizationId, organizationId),
              eq(expectation.registryId, registryId),
              eq(expectation.id, id),
            ),
          )
          .returning({ id: expectation.id });
        if (removed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}
