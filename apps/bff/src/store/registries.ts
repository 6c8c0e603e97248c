import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { createRegistry, replaceSecret, setPaused, updateRegistry } from "./change-registry.ts";
import { parseNameCursor, toNamePage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { nameKey } from "./name-key.ts";
import { recordPatternHistory } from "./pattern-history.ts";
import { raisePatternRevision } from "./pattern-revision.ts";
import type { RegistryStore } from "./ports/registry.ts";
import {
  keptColumns,
  readRegistries,
  readRegistry,
  storedState,
  type RegistryRow,
} from "./registry-rows.ts";
import { registryToChange } from "./registry-rules.ts";
import type { Schema } from "./schema/schema.ts";

export function registryStore(engine: Engine): RegistryStore {
  const { tables } = engine;
  const { registry, job, organization } = tables;

  return {
    overview: async (limit) => {
      const rows = await engine.db
        .select({
          id: registry.id,
          organization: organization.slug,
          name: registry.name,
          type: registry.type,
          state: registry.healthState,
          paused: registry.paused,
          expiryAt: registry.expiryAt,
        })
        .from(registry)
        .innerJoin(organization, eq(organization.id, registry.organizationId))
        .orderBy(asc(organization.slug), asc(registry.nameKey))
        .limit(limit);
      return rows.map((row) => ({ ...row, state: storedState({ healthState: row.state }) }));
    },

    list: (organizationId) => engine.snapshot((db) => readRegistries(db, tables, organizationId)),

    states: async (organizationId) => {
      const rows = await engine.db
        .select({
          healthState: registry.healthState,
          paused: registry.paused,
          at: registry.expiryAt,
          source: registry.expirySource,
        })
        .from(registry)
        .where(eq(registry.organizationId, organizationId));
      return rows.map(({ at, source, ...row }) => ({
        state: storedState(row),
        paused: row.paused,
        expiry: { at, source },
      }));
    },

    page: (organizationId, { cursor, limit }) =>
      engine.snapshot(async (db) => {
        const after = cursor === undefined ? undefined : parseNameCursor(cursor);
        if (after === null) return { rows: [], next: null };
        const slice = { after, limit: limit + 1 };
        const rows = await readRegistries(db, tables, organizationId, undefined, slice);
        return toNamePage(rows, limit, ({ name }) => nameKey(name));
      }),

    get: (organizationId, id) =>
      engine.snapshot((db) => readRegistry(db, tables, organizationId, id)),

    withoutJob: async (keyPrefix, limit) =>
      await engine.db
        .select({ organizationId: registry.organizationId, registryId: registry.id })
        .from(registry)
        .leftJoin(job, eq(job.key, jobKey(registry, keyPrefix)))
        .where(isNull(job.key))
        .limit(limit),

    create: (input) => command(engine, (db) => createRegistry(db, tables, input)),

    update: (input) => command(engine, (db) => updateRegistry(db, tables, input)),

    replaceSecret: (input) => command(engine, (db) => replaceSecret(db, tables, input)),

    setPaused: (input) => command(engine, (db) => setPaused(db, tables, input)),

    forgetKept: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        const [row] = await db
          .select()
          .from(registry)
          .where(and(eq(registry.organizationId, organizationId), eq(registry.id, id)));
        if (row === undefined || row.keptVersion === null)
          return { ok: false, reason: "not_found" };
        await dropKept(db, tables, row);
        await appendAudit(db, tables, organizationId, audit);
        const found = await readRegistry(db, tables, organizationId, id);
        if (found === null) throw new Error("the registry vanished inside its own transaction");
        return { ok: true, registry: found };
      }),

    forgetOutdated: ({ now, limit }) =>
      engine.tx(async (db) => {
        const rows = await db
          .select()
          .from(registry)
          .where(lte(registry.keptUntil, now))
          .limit(limit);
        for (const row of rows) await dropKept(db, tables, row);
        return rows.length;
      }),

    snoozeExpiry: ({ organizationId, id, until, audit }) =>
      command(engine, async (db) => {
        const snoozed = await db
          .update(registry)
          .set({ expirySnoozedUntil: until })
          .where(and(eq(registry.organizationId, organizationId), eq(registry.id, id)))
          .returning({ id: registry.id });
        if (snoozed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        const found = await readRegistry(db, tables, organizationId, id);
        if (found === null) throw new Error("the registry vanished inside its own transaction");
        return { ok: true, registry: found };
      }),

    remove: (input) =>
      command(engine, async (db) => {
        const found = await registryToChange(db, tables, input);
        if (!found.ok) return found;
        const { organizationId, id, at } = input;
        // Patterns, expectations and the sealed fields go with it by their foreign keys.
        await db
          .delete(registry)
          .where(and(eq(registry.organizationId, organizationId), eq(registry.id, id)));
        await recordPatternHistory(db, tables, organizationId, id, at);
        await raisePatternRevision(db, tables, organizationId);
        await appendAudit(db, tables, organizationId, input.audit);
        return { ok: true };
      }),
  };
}

/** Deletes the sealed fields of the secret that was kept, and what is known of it. */
async function dropKept(db: Db, tables: Schema, row: RegistryRow): Promise<void> {
  const { registry, registrySecret } = tables;
  const { organizationId, id, keptVersion } = row;
  if (keptVersion === null) return;
  await db
    .delete(registrySecret)
    .where(
      and(
        eq(registrySecret.organizationId, organizationId),
        eq(registrySecret.registryId, id),
        eq(registrySecret.version, keptVersion),
      ),
    );
  await db
    .update(registry)
    .set(keptColumns(null, null))
    .where(and(eq(registry.organizationId, organizationId), eq(registry.id, id)));
}

/** `prefix/organization/registry`. */
function jobKey({ organizationId, id }: Schema["registry"], prefix: string) {
  return sql`${`${prefix}/`} || ${organizationId} || '/' || ${id}`;
}
