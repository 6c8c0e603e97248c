import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type { Client } from "pg";

const migrationsFolder = fileURLToPath(new URL("migrations", import.meta.url));

/** How many migrations this program knows: the number of its schema. */
export function knownSchema(): number {
  return readMigrationFiles({ migrationsFolder }).length;
}

/** How many migrations a database has: 0 for an empty one. */
export async function appliedSchema(connection: Pick<Client, "query">): Promise<number> {
  const table = await connection.query(
    "select to_regclass('drizzle.__drizzle_migrations') as name",
  );
  if ((table.rows as { name: string | null }[])[0]?.name === null) return 0;
  const { rows } = await connection.query(
    "select count(*)::int as applied from drizzle.__drizzle_migrations",
  );
  return (rows as { applied: number }[])[0]?.applied ?? 0;
}

/**
 * Brings the database to this program's schema, all steps in one transaction. Does nothing where it is
 * there already, so that an account without the right to change tables can start on it. The caller holds
 * the start lock: two migrators at once would both begin.
 */
export async function migrateToKnown(connection: Client): Promise<void> {
  if ((await appliedSchema(connection)) === knownSchema()) return;
  // Servers of the version before may still be running; one that holds a table is not waited for forever.
  await connection.query("set lock_timeout = '30s'");
  await migrate(drizzle({ client: connection }), { migrationsFolder });
  await connection.query("update instance set schema = $1", [knownSchema()]);
}
