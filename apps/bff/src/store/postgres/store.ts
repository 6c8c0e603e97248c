import { guarded } from "../guarded.ts";
import { makeStore } from "../make-store.ts";
import type { Store } from "../store.ts";
import { authDatabase } from "./auth-database.ts";
import { toStoreError } from "./driver-error.ts";
import { anyConnection, postgresEngine } from "./engine.ts";
import { appliedSchema, knownSchema } from "./migrate.ts";
import type { ConnectionPool } from "./pool.ts";

/** Serves the port on a database that has this program's schema. Closing it ends the pool. */
export function postgresStore(pool: ConnectionPool): Store {
  const connection = anyConnection(pool);
  return {
    ...guarded(makeStore(postgresEngine(pool)), toStoreError),
    shared: true,
    auth: authDatabase(pool),
    async ping() {
      await connection.query("select id from instance");
    },
    async facts() {
      const { rows } = await connection.query<{ version: string }>(
        "select current_setting('server_version') as version",
      );
      return {
        engine: "postgresql",
        // Distributions add words of their own behind the number.
        version: rows[0]?.version.split(" ")[0] ?? "",
        schema: await appliedSchema(connection),
        known: knownSchema(),
      };
    },
    journalBytes: () => Promise.resolve(null),
    close: () => pool.end(),
  };
}
