import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Handle } from "./open.ts";

const migrationsFolder = fileURLToPath(new URL("migrations", import.meta.url));

/** How many migrations this program knows: the number of its schema. */
export function knownSchema(): number {
  return readMigrationFiles({ migrationsFolder }).length;
}

/** How many migrations a database has: 0 for an empty one. */
export function appliedSchema(handle: Handle): number {
  const table = handle
    .prepare("select 1 from sqlite_schema where type = 'table' and name = '__drizzle_migrations'")
    .get();
  if (table === undefined) return 0;
  return handle.prepare("select count(*) from __drizzle_migrations").pluck().get() as number;
}

/** Brings the database to this program's schema, all steps in one transaction. */
export function migrateToKnown(writer: Handle): void {
  migrate(drizzle({ client: writer }), { migrationsFolder });
  writer.prepare("update instance set schema = ?").run(knownSchema());
}
