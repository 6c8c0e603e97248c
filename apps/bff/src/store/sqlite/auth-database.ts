import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { AuthDatabase } from "../ports/auth-database.ts";
import type { SqliteEngine } from "./engine.ts";
import type { Handle } from "./open.ts";
import { schema } from "./schema.ts";

/**
 * A drizzle database for the sign-in library. Its statements arrive at any time, so each one that
 * writes waits for its turn: on the bare handle it would fall into somebody's open transaction and be
 * rolled back with it.
 */
export function authDatabase(engine: SqliteEngine, reader: Handle): AuthDatabase {
  const db = drizzle(
    async (text, params, method) => {
      const reads = reader.prepare(text).readonly;
      if (reads) return run(reader, text, params, method);
      return engine.alone((writer) => run(writer, text, params, method));
    },
    { schema },
  );
  return { provider: "sqlite", db: db as unknown as AuthDatabase["db"], schema };
}

function run(
  handle: Handle,
  text: string,
  params: unknown[],
  method: "run" | "all" | "values" | "get",
): { rows: unknown[]; changes?: number } {
  const statement = handle.prepare(text);
  if (method === "run") return { rows: [], changes: statement.run(...params).changes };
  const rows = statement.raw().all(...params);
  // For `get` drizzle wants the one row itself, and undefined where there is none.
  return { rows: method === "get" ? (rows[0] as unknown[]) : rows };
}
