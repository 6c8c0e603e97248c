import { and, eq, isNull } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { removeDraft } from "./drafts.ts";
import type { Db } from "./engine.ts";
import { recordHealthChange } from "./health.ts";
import { nameKey } from "./name-key.ts";
import { recordPatternHistory } from "./pattern-history.ts";
import { raisePatternRevision } from "./pattern-revision.ts";
import { writePatterns } from "./pattern-rows.ts";
import type { CreateRegistry, ReplaceSecret, SetPaused, UpdateRegistry } from "./ports/registry.ts";
import {
  expiryColumns,
  healthColumns,
  keptColumns,
  readRegistry,
  storedState,
  type RegistryRow,
} from "./registry-rows.ts";
import { refuseName, refusePatterns, refuseRevision, registryToChange } from "./registry-rules.ts";
import type { AuditEntry, Health, Registry } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import { secretColumns, writeSecret } from "./secret-rows.ts";

export async function createRegistry(db: Db, tables: Schema, input: CreateRegistry) {
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

export async function updateRegistry(db: Db, tables: Schema, input: UpdateRegistry) {
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

export async function replaceSecret(db: Db, tables: Schema, input: ReplaceSecret) {
  const found = await registryToChange(db, tables, input);
  if (!found.ok) return found;
  const { organizationId, id, secret, by, at } = input;
  requireNextVersion(found.row, secret.version);
  const { expiry, health, settings, identity, keepUntil = null } = input;
  const kept = keepUntil === null ? null : found.row;
  await writeSecret(db, tables, organizationId, id, secret, kept?.secretVersion ?? null);
  await noteHealth(db, tables, found.row, health, at);
  return finish(db, tables, found.row, input, {
    ...secretColumns(secret, by, at),
    ...keptColumns(kept, keepUntil),
    ...(expiry === undefined ? {} : expiryColumns(expiry, by)),
    ...(health === undefined ? {} : healthColumns(health)),
    ...(settings === undefined ? {} : { settings }),
    ...(identity === undefined ? {} : { identity }),
  });
}

export async function setPaused(db: Db, tables: Schema, input: SetPaused) {
  const found = await registryToChange(db, tables, input);
  if (!found.ok) return found;
  return finish(db, tables, found.row, input, { paused: input.paused });
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
