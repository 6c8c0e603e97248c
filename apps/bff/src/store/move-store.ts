import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import type { Client } from "pg";
import type { Db } from "./engine.ts";
import { compareRows, copyRows, type Difference } from "./move-rows.ts";
import { knownSchema, migrateToKnown } from "./postgres/migrate.ts";
import { schema } from "./postgres/schema.ts";
import { openReader } from "./sqlite/open.ts";

export type Moved = { ok: true; rows: Record<string, number> } | { ok: false; at: Difference };

/**
 * Copies an instance from the SQLite database at `path` into an empty PostgreSQL database, and compares
 * both row by row before anything of it counts: all rows are there afterwards, or none. The caller holds
 * both databases, so that nobody writes meanwhile.
 */
export async function moveStore(path: string, client: Client): Promise<Moved> {
  await migrateToKnown(client);
  const reader = openReader(path);
  const from = drizzle({ client: reader }) as unknown as Db;
  const to: Db = drizzlePostgres({ client });
  try {
    await client.query("begin");
    const rows = await copyRows(from, to);
    const at = await compareRows(from, to);
    if (at !== null) {
      await client.query("rollback");
      return { ok: false, at };
    }
    // Each engine counts its own migrations.
    const [instance] = await to.select({ id: schema.instance.id }).from(schema.instance);
    if (instance !== undefined) {
      await to
        .update(schema.instance)
        .set({ schema: knownSchema() })
        .where(eq(schema.instance.id, instance.id));
    }
    await client.query("commit");
    return { ok: true, rows };
  } catch (err) {
    await client.query("rollback").catch(() => {});
    throw err;
  } finally {
    reader.close();
  }
}
