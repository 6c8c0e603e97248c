import { existsSync, rmSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import type { Instance, KeyringEntry, WrappedOrgKey } from "../rows.ts";
import { StoreError } from "../store-error.ts";
import { toStoreError } from "./driver-error.ts";
import { appliedSchema, knownSchema } from "./migrate.ts";
import type { Handle } from "./open.ts";

/** What stands in a database file, read without changing a byte of it. */
export type DatabaseState =
  | { kind: "empty" }
  /** Tables of something else. */
  | { kind: "foreign" }
  | {
      kind: "berth";
      /** Migrations the database has, and those this program knows. */
      schema: number;
      known: number;
      instance: Instance;
      keyring: KeyringEntry[];
      orgKeys: WrappedOrgKey[];
    };

/**
 * Looks into the database at `path` on a read-only handle. Needs the data folder to itself: it removes
 * the side files that reading alone makes SQLite create. Throws `StoreError` where it can't be read.
 */
export function inspectDatabase(path: string): DatabaseState {
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
    if (!before.wal && sizeOf(`${path}-wal`) === 0) rmSync(`${path}-wal`, { force: true });
    if (!before.shm) rmSync(`${path}-shm`, { force: true });
  }
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
    keyring: handle
      .prepare(
        "select kek_id as kekId, provider, check_value as checkValue, created_at as createdAt from keyring",
      )
      .all() as KeyringEntry[],
    orgKeys: handle
      .prepare(
        `select organization_id as organizationId, key_id as keyId, version, kek_id as kekId, wrapped,
         created_at as createdAt from org_key order by organization_id, version`,
      )
      .all() as WrappedOrgKey[],
  };
}

function sizeOf(path: string): number | null {
  return existsSync(path) ? statSync(path).size : null;
}
