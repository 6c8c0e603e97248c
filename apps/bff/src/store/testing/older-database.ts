import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";

const folder = (schema: number) =>
  new URL(`../../../test/fixtures/schema-${schema}/`, import.meta.url);

/**
 * Writes a database as a Berth of an older schema left it: one organization with a registry, its sealed
 * secret and some audit events. Its key is the file `berth.key` beside the rows.
 */
export function writeOlderDatabase(path: string, schema: number): void {
  const migrationsFolder = fileURLToPath(new URL("../sqlite/migrations", import.meta.url));
  const handle = new Database(path);
  try {
    handle.pragma("foreign_keys = off");
    handle.exec(
      "create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)",
    );
    const applied = handle.prepare(
      "insert into __drizzle_migrations (hash, created_at) values (?, ?)",
    );
    for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder }).slice(
      0,
      schema,
    )) {
      for (const statement of sql) handle.exec(statement);
      applied.run(hash, folderMillis);
    }
    handle.exec(readFileSync(new URL("rows.sql", folder(schema)), "utf8"));
  } finally {
    handle.close();
  }
}

/** The key file that belongs to it. It guards nothing but test data. */
export function olderDatabaseKey(schema: number): string {
  return readFileSync(new URL("berth.key", folder(schema)), "utf8");
}
