import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { removeDraft } from "./drafts.ts";
import { parseNameCursor, toNamePage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { recordHealthChange } from "./health.ts";
import { nameKey } from "./name-key.ts";
import { recordPatternHistory } from "./pattern-history.ts";
import { raisePatternRevision } from "./pattern-revision.ts";
import { writePatterns } from "./pattern-rows.ts";
import {
  expiryColumns,
  healthColumns,
  keptColumns,
  readRegistries,
  readRegistry,
  storedState,
  type RegistryRow,
} from "./registry-rows.ts";
import { refuseName, refusePatterns, refuseRevision, registryToChange } from "./registry-rules.ts";
import type { AuditEntry, Health, Registry } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import { secretColumns, writeSecret } from "./secret-rows.ts";
import type { CreateRegistry, RegistryStore, UpdateRegistry } from "./ports/registry.ts";

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

    create: (input) => command(engine, (db) => create(db, tables, input)),

    update: (input) => command(engine, (db) => update(db, tables, input)),

    replaceSecret: (input) =>
      command(engine, async (db) => {
        const found = await registryToChange(db, tables, input);
        if (!found.ok) return found;
        requireNextVersion(found.row, input.secret.version);
        const { expiry, health, settings, identity, keepUntil = null } = input;
        const kept = keepUntil === null ? null : found.row;
        await writeSecret(
          db,
          tables,
          input.organizationId,
          input.id,
          input.secret,
          kept?.secretVersion ?? null,
        );
        await noteHealth(db, tables, found.row, health, input.at);
        return finish(db, tables, found.row, input, {
          ...secretColumns(input.secret, input.by, input.at),
          ...keptColumns(kept, keepUntil),
          ...(expiry === undefined ? {} : expiryColumns(expiry, input.by)),
          ...(health === undefined ? {} : healthColumns(health)),
          ...(settings === undefined ? {} : { settings }),
          ...(identity === undefined ? {} : { identity }),
        });
      }),

    setPaused: (input) =>
      command(engine, async (db) => {
        const found = await registryToChange(db, tables, input);
        if (!found.ok) return found;
        return finish(db, tables, found.row, input, { paused: input.paused });
      }),

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

async function create(db: Db, tables: Schema, input: CreateRegistry) {
  const { patterns, secret, by, at } = input;
  const { expiry, health, ...fields } = input.registry;
  const { organizationId, id } = fields;
  const refused =
    (await refuseRevision(db, tables, organizationId, input.patternRevision)) ??
    (await refuseName(db, tables, organizationId, id, fields.name)) ??
    (await refusePatterns(db, tables, organizationId, fields, patterns));
  if (refused !== null) return refused;
  await db.insert(tables.registry).values({
    ...fields,
    nameKey: nameKey(fields.name),
    ...expiryColumns(expiry, by),
    ...healthColumns(health),
    ...secretColumns(secret, by, at),
    version: 1,
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
  });
  await recordHealthChange(db, tables, fields, { from: null, to: health, at });
  await writeSecret(db, tables, organizationId, id, secret);
  await writePatterns(db, tables, organizationId, id, patterns);
  await removeDraft(db, tables, organizationId, input.draftId ?? null);
  return settle(db, tables, { organizationId, id, ...input });
}

async function update(db: Db, tables: Schema, input: UpdateRegistry) {
  const { organizationId, id, change, patterns, secret, by, at } = input;
  const found = await registryToChange(db, tables, input);
  if (!found.ok) return found;
  const owner = { id, name: change.name ?? found.row.name };
  const refused =
    (await refuseRevision(db, tables, organizationId, input.patternRevision)) ??
    (await refuseName(db, tables, organizationId, id, owner.name)) ??
    (await refusePatterns(db, tables, organizationId, owner, patterns ?? []));
  if (refused !== null) return refused;
  if (patterns !== undefined) await writePatterns(db, tables, organizationId, id, patterns);
  if (secret !== undefined) {
    requireNextVersion(found.row, secret.version);
    await writeSecret(db, tables, organizationId, id, secret);
  }
  const { expiry, health, ...fields } = change;
  await noteHealth(db, tables, found.row, health, at);
  return finish(db, tables, found.row, input, {
    ...defined(fields),
    ...(fields.name === undefined ? {} : { nameKey: nameKey(fields.name) }),
    ...(expiry === undefined ? {} : expiryColumns(expiry, by)),
    ...(health === undefined ? {} : healthColumns(health)),
    ...(secret === undefined
      ? {}
      : { ...secretColumns(secret, by, at), ...keptColumns(null, null) }),
  });
}

type Change = {
  organizationId: string;
  id: string;
  by: string | null;
  at: number;
  checkId?: string | null | undefined;
  audit: AuditEntry;
};

async function noteHealth(
  db: Db,
  tables: Schema,
  row: RegistryRow,
  health: Health | undefined,
  at: number,
): Promise<void> {
  if (health === undefined) return;
  await recordHealthChange(db, tables, row, { from: storedState(row), to: health, at });
}

/** Writes the changed columns, raises the version and does what every change of a registry needs. */
async function finish(
  db: Db,
  tables: Schema,
  row: RegistryRow,
  input: Change,
  columns: Partial<typeof tables.registry.$inferInsert>,
): Promise<{ ok: true; registry: Registry }> {
  const { registry } = tables;
  await db
    .update(registry)
    .set({ ...columns, version: row.version + 1, updatedAt: input.at, updatedBy: input.by })
    .where(and(eq(registry.organizationId, input.organizationId), eq(registry.id, input.id)));
  return settle(db, tables, input);
}

async function settle(
  db: Db,
  tables: Schema,
  { organizationId, id, at, checkId, audit }: Change,
): Promise<{ ok: true; registry: Registry }> {
  const { check } = tables;
  if (checkId !== undefined && checkId !== null) {
    await db
      .update(check)
      .set({ registryId: id })
      .where(
        and(
          eq(check.organizationId, organizationId),
          eq(check.id, checkId),
          isNull(check.registryId),
        ),
      );
  }
  await recordPatternHistory(db, tables, organizationId, id, at);
  await raisePatternRevision(db, tables, organizationId);
  await appendAudit(db, tables, organizationId, audit);
  const registry = await readRegistry(db, tables, organizationId, id);
  if (registry === null) throw new Error("the registry vanished inside its own transaction");
  return { ok: true, registry };
}

/** A secret's version only rises: a record of an older one must never fit again. */
function requireNextVersion(row: RegistryRow, version: number): void {
  if (version !== row.secretVersion + 1) {
    throw new Error(`secret version ${version} does not follow ${row.secretVersion}`);
  }
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Defined<Fields>;
}
