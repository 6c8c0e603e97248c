import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Statement } from "better-sqlite3";
import type { AuthDatabase } from "../ports/auth-database.ts";
import type { SqliteEngine } from "./engine.ts";
import { schema } from "./schema.ts";

/**
 * A drizzle database for the sign-in library. Its statements arrive at any time, so each one that
 * writes waits for its turn: on the bare handle it would fall into somebody's open transaction and be
 * rolled back with it.
 */
export function authDatabase(engine: SqliteEngine): AuthDatabase {
  const db = drizzle(
    async (text, params, method) => {
      const statement = engine.reading(text);
      if (statement.readonly) return run(statement, params, method);
      return engine.alone((prepare) => run(prepare(text), params, method));
    },
    { schema },
  );
  return { provider: "sqlite", db: db as unknown as AuthDatabase["db"], schema };
}

function run(
  statement: Statement,
  params: unknown[],
  method: "run" | "all" | "values" | "get",
): { rows: unknown[]; changes?: number } {
  if (method === "run") return { rows: [], changes: statement.run(...params).changes };
  const rows = statement.raw().all(...params);
  // For `get` drizzle wants the one row itself, and undefined where there is none.
  return { rows: method === "get" ? (rows[0] as unknown[]) : rows };
}
