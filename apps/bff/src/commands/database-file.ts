import { placeOfDatabase } from "../boot/database-place.ts";
import { StartError } from "../boot/start-error.ts";
import type { Config } from "../config/config.ts";

/** The path of the SQLite file. PostgreSQL has tools of its own for what is done with it. */
export function databaseFile(config: Config): string {
  if (config.database === null) return placeOfDatabase(config);
  throw new StartError(
    "config",
    `The instance is in PostgreSQL (${placeOfDatabase(config)}). Back it up and restore it with PostgreSQL's own tools, such as pg_dump and pg_restore. Nothing was changed.`,
  );
}
