import { drizzle } from "drizzle-orm/node-postgres";
import type { AuthDatabase } from "../ports/auth-database.ts";
import { anyConnection } from "./engine.ts";
import type { Connection, ConnectionPool } from "./pool.ts";
import { schema } from "./schema.ts";

/** A drizzle database for the sign-in library, whose statements commit one by one. */
export function authDatabase(pool: ConnectionPool): AuthDatabase {
  const db = drizzle({ client: anyConnection(pool) as Connection, schema });
  return { provider: "pg", db: db as unknown as AuthDatabase["db"], schema };
}
