import { guarded } from "../guarded.ts";
import { makeStore } from "../make-store.ts";
import type { Store } from "../store.ts";
import { authDatabase } from "./auth-database.ts";
import { toStoreError } from "./driver-error.ts";
import { anyConnection, postgresEngine } from "./engine.ts";
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
    journalBytes: () => Promise.resolve(null),
    close: () => pool.end(),
  };
}
