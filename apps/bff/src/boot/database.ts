import type { Config } from "../config/config.ts";
import type { StoreError } from "../store/store-error.ts";
import type { DatabaseStart, DatabaseVisit } from "./database-start.ts";
import type { Undo } from "./undo.ts";

/** Takes the database for the time of this start, or says in one line why that can't be done. */
export async function beginDatabase(
  config: Config,
  onBroken: (err: StoreError) => void,
  undo: Undo,
): Promise<DatabaseStart> {
  if (config.database === null) {
    const { beginSqlite } = await import("./sqlite-database.ts");
    return beginSqlite(config, onBroken, undo);
  }
  const { beginPostgres } = await import("./postgres-database.ts");
  return beginPostgres(config, config.database, undo);
}

/** The database as a command finds it, without taking it from anybody. */
export async function visitDatabase(config: Config): Promise<DatabaseVisit> {
  if (config.database === null) {
    const { visitSqlite } = await import("./sqlite-database.ts");
    return visitSqlite(config);
  }
  const { visitPostgres } = await import("./postgres-database.ts");
  return visitPostgres(config, config.database);
}
