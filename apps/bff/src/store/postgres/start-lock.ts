import type { Client } from "pg";
import { lockClass } from "./engine.ts";

const startLock = 2;
const waitMs = 60_000;

/**
 * Lets one process at a time migrate and fill an empty database; it is held until the connection ends.
 * False where another one did not finish within a minute.
 */
export async function takeStartLock(client: Client): Promise<boolean> {
  await client.query(`set lock_timeout = ${waitMs}`);
  try {
    await client.query("select pg_advisory_lock($1, $2)", [lockClass, startLock]);
    return true;
  } catch (err) {
    if (err instanceof Error && "code" in err && err.code === "55P03") return false;
    throw err;
  }
}
