import { existsSync, rmSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import type { DatabaseState } from "../database-state.ts";
import type { Instance, KeyringEntry, WrappedKey } from "../rows.ts";
import { StoreError } from "../store-error.ts";
import { toStoreError } from "./driver-error.ts";
import { appliedSchema, knownSchema } from "./migrate.ts";
import type { Handle } from "./open.ts";

/**
 * Looks into the database at `path` on a read-only handle. With the data folder to itself (`alone`) it
 * removes the side files that reading makes SQLite create. Throws `StoreError` where it can't be read.
 */
export function inspectDatabase(path: string, { alone }: { alone: boolean }): DatabaseState {
  if (!existsSync(path) || statSync(path).size === 0) return { kind: "empty" };
  const before = { wal: existsSync(`${path}-wal`), shm: existsSync(`${path}-shm`) };
  let handle: Handle | undefined;
  try {
    handle = new Database(path, { readonly: true, fileMustExist: true });
    return read(handle);
  } catch (err) {
    throw toStoreError(err);
  } finally {
    handle?.close();
    // Beside a running server they are the server's, and the database would not survive their loss.
    if (alone) tidy(path, before);
  }
}

function tidy(path: string, before: { wal: boolean; shm: boolean }): void {
  if (!before.wal && sizeOf(`${path}-wal`) === 0) rmSync(`${path}-wal`, { force: true });
  if (!before.shm) rmSync(`${path}-shm`, { force: true });
}

function read(handle: Handle): DatabaseState {
  const tables = new Set(
    handle.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[],
  );
  if (tables.size === 0) return { kind: "empty" };
  if (!tables.has("__drizzle_migrations") || !tables.has("instance")) return { kind: "foreign" };
  // Column by column: an older database may lack some, a newer one may have more.
  const [instance] = handle
    .prepare("select id, schema, created_at as createdAt from instance")
    .all() as Instance[];
  if (instance === undefined) {
    // A first start that died between its migration and its first row has kept nothing for anybody.
    const people = handle.prepare('select count(*) from "user"').pluck().get();
    if (people === 0) return { kind: "empty" };
    throw new StoreError("broken", "The database has people but no instance.");
  }
  return {
    kind: "berth",
    schema: appliedSchema(handle),
    known: knownSchema(),
    instance,
    keyring: readKeyring(handle),
    keys: readKeys(handle, tables),
  };
}

function readKeyring(handle: Handle): KeyringEntry[] {
  const active = hasColumn(handle, "keyring", "active") ? "active" : "1";
  const rows = handle
    .prepare(
      `select kek_id as kekId, provider, check_value as checkValue, created_at as createdAt,
       ${active} as active from keyring`,
    )
    .all() as (Omit<KeyringEntry, "active"> & { active: number })[];
  return rows.map((row) => ({ ...row, active: row.active === 1 }));
}

function readKeys(handle: Handle, tables: ReadonlySet<string>): WrappedKey[] {
  const columns = (table: string) => {
    const recovers = hasColumn(handle, table, "recovery");
    return `key_id as keyId, version, kek_id as kekId, wrapped, row_version as rowVersion,
      created_at as createdAt, ${recovers ? "recovery, recovery_recipient" : "null as recovery, null"} as recoveryRecipient`;
  };
  const own = tables.has("instance_key")
    ? handle.prepare(`select null as organizationId, ${columns("instance_key")} from instance_key`)
    : null;
  const theirs = handle.prepare(
    `select organization_id as organizationId, ${columns("org_key")} from org_key
     order by organization_id, version`,
  );
  return [...((own?.all() ?? []) as WrappedKey[]), ...(theirs.all() as WrappedKey[])];
}

function hasColumn(handle: Handle, table: string, column: string): boolean {
  const names = handle.prepare("select name from pragma_table_info(?)").pluck().all(table);
  return names.includes(column);
}

function sizeOf(path: string): number | null {
  return existsSync(path) ? statSync(path).size : null;
}
