import { and, asc, eq, gt, inArray, type InferSelectModel, type SQL } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { groupBy } from "./group-by.ts";
import { personNames, type NameOf } from "./person-names.ts";
import type {
  Expiry,
  Health,
  HealthDoubt,
  KeptSecret,
  Registry,
  RegistryPattern,
  StoredHealthState,
} from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

export type RegistryRow = InferSelectModel<Schema["registry"]>;

/** Registries of one organization with their patterns, by name; all of them, or the one with an id. */
export async function readRegistries(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  id?: string,
  /** The first of those behind a name, in place of all. */
  slice?: { after: string | undefined; limit: number },
): Promise<Registry[]> {
  const { registry, pattern } = tables;
  const all = db
    .select()
    .from(registry)
    .where(
      and(
        ofOrganization(registry, registry.id),
        slice?.after === undefined ? undefined : gt(registry.nameKey, slice.after),
      ),
    )
    .orderBy(asc(registry.nameKey));
  const rows = await (slice === undefined ? all : all.limit(slice.limit));
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const patterns = await db
    .select()
    .from(pattern)
    .where(
      and(
        ofOrganization(pattern, pattern.registryId),
        slice === undefined ? undefined : inArray(pattern.registryId, ids),
      ),
    )
    .orderBy(asc(pattern.position));
  const byRegistry = groupBy(patterns, (row) => row.registryId);
  const nameOf = await personNames(
    db,
    tables,
    rows.flatMap((row) => [
      row.createdBy,
      row.updatedBy,
      row.secretSetBy,
      row.expirySetBy,
      row.keptSetBy,
    ]),
  );
  return rows.map((row) => toRegistry(row, byRegistry.get(row.id) ?? [], nameOf));

  function ofOrganization(
    table: typeof registry | typeof pattern,
    column: typeof registry.id | typeof pattern.registryId,
  ): SQL | undefined {
    return and(
      eq(table.organizationId, organizationId),
      id === undefined ? undefined : eq(column, id),
    );
  }
}

export async function readRegistry(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  id: string,
): Promise<Registry | null> {
  const [found] = await readRegistries(db, tables, organizationId, id);
  return found ?? null;
}

/** The columns that hold a health. A new one settles what was in doubt, unless it says so. */
export function healthColumns(health: Health, doubt: HealthDoubt | null = null) {
  return {
    ...doubtColumns(doubt),
    healthState: health.state,
    healthReason: health.reason,
    healthSince: health.since,
    healthCheckedAt: health.checkedAt,
    healthCheckId: health.checkId,
    healthCheckedBy: health.checkedBy,
  };
}

export function storedState(row: Pick<RegistryRow, "healthState">): StoredHealthState {
  // Only stored states are ever written to the column.
  return row.healthState as StoredHealthState;
}

/** The columns that hold a date. A new one is looked at anew, whatever was snoozed before. */
export function expiryColumns({ at, source }: Expiry, by: string | null) {
  return {
    expiryAt: at,
    expirySource: source,
    expirySetBy: source === "entered" ? by : null,
    expirySnoozedUntil: null,
  };
}

/** The columns that remember the secret of a row until a moment; null forgets the one before. */
export function keptColumns(row: RegistryRow | null, until: number | null) {
  return {
    keptVersion: row?.secretVersion ?? null,
    keptFingerprint: row?.secretFingerprint ?? null,
    keptSetAt: row?.secretSetAt ?? null,
    keptSetBy: row?.secretSetBy ?? null,
    keptUntil: row === null ? null : until,
    keptSettings: row?.settings ?? null,
    keptIdentity: row?.identity ?? null,
    keptExpiryAt: row?.expiryAt ?? null,
    keptExpirySource: row?.expirySource ?? null,
  };
}

function keptOf(row: RegistryRow, nameOf: NameOf): KeptSecret | null {
  const { keptVersion, keptFingerprint, keptSetAt, keptUntil, keptSettings } = row;
  if (
    keptVersion === null ||
    keptFingerprint === null ||
    keptSetAt === null ||
    keptUntil === null ||
    keptSettings === null
  ) {
    return null;
  }
  return {
    version: keptVersion,
    fingerprint: keptFingerprint,
    setAt: keptSetAt,
    setBy: nameOf(row.keptSetBy),
    until: keptUntil,
    settings: keptSettings,
    identity: row.keptIdentity,
    expiry: { at: row.keptExpiryAt, source: row.keptExpirySource ?? "unknown" },
  };
}

export function doubtColumns(doubt: HealthDoubt | null) {
  return {
    doubtEffect: doubt?.effect ?? null,
    doubtCount: doubt?.count ?? null,
    doubtSince: doubt?.since ?? null,
  };
}

function doubtOf({ doubtEffect, doubtCount, doubtSince }: RegistryRow): HealthDoubt | null {
  if (doubtEffect === null || doubtCount === null || doubtSince === null) return null;
  return { effect: doubtEffect, count: doubtCount, since: doubtSince };
}

function toRegistry(
  row: RegistryRow,
  patterns: readonly RegistryPattern[],
  nameOf: NameOf,
): Registry {
  return {
    id: row.id,
    organizationId: row.organizationId,
    name: row.name,
    type: row.type,
    settings: row.settings,
    host: row.host,
    hostRule: row.hostRule,
    identity: row.identity,
    patterns: patterns.map(({ id, text, canonical }) => ({ id, text, canonical })),
    health: {
      state: storedState(row),
      reason: row.healthReason,
      since: row.healthSince,
      checkedAt: row.healthCheckedAt,
      checkId: row.healthCheckId,
      checkedBy: row.healthCheckedBy,
    },
    doubt: doubtOf(row),
    paused: row.paused,
    secret: {
      version: row.secretVersion,
      fingerprint: row.secretFingerprint,
      setAt: row.secretSetAt,
      setBy: nameOf(row.secretSetBy),
    },
    kept: keptOf(row, nameOf),
    expiry: {
      at: row.expiryAt,
      source: row.expirySource,
      by: nameOf(row.expirySetBy),
      snoozedUntil: row.expirySnoozedUntil,
    },
    rotateAfterDays: row.rotateAfterDays,
    handOutStored: row.handOutStored,
    servesHostOnly: row.servesHostOnly,
    testImage: row.testImage,
    version: row.version,
    createdAt: row.createdAt,
    createdBy: nameOf(row.createdBy),
    updatedAt: row.updatedAt,
    updatedBy: nameOf(row.updatedBy),
  };
}
