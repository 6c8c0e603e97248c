import { drizzle } from "drizzle-orm/node-postgres";
import type { Db, Engine } from "../engine.ts";
import { StoreError } from "../store-error.ts";
import { addPulls } from "./add-pulls.ts";
import { isConflict, isLost, toStoreError } from "./driver-error.ts";
import type { Connection, ConnectionPool } from "./pool.ts";
import { schema } from "./schema.ts";

/** First half of all advisory locks of Berth in its database; the second half says what for. */
export const lockClass = 0x42455254; // "BERT"
const writersLock = 1;

const triesMax = 4;

/**
 * One writer at a time over all processes, by a lock that the transaction holds from its first statement:
 * what a command reads before it writes can't change in between, on every engine alike. It lives in READ
 * COMMITTED, so that each statement sees all that was committed before the lock was had.
 */
const beginAlone = `BEGIN; SELECT pg_advisory_xact_lock(${lockClass}, ${writersLock})`;
const beginReads = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

export function postgresEngine(pool: ConnectionPool): Engine {
  return {
    tables: schema,
    db: asDb(anyConnection(pool)),
    tx: (run) => transaction(pool, beginAlone, run, commit),
    append: (run) => transaction(pool, "BEGIN", run, commit),
    addPulls: (rows) => transaction(pool, "BEGIN", (db) => addPulls(db, rows), commit),
    snapshot: (run) =>
      transaction(pool, beginReads, run, (connection) => connection.query("COMMIT")),
  };
}

/** Takes a connection for each statement. One whose answer never came is not given to anybody else. */
export function anyConnection(pool: ConnectionPool): Pick<Connection, "query"> {
  const query = async (...args: unknown[]) => {
    const connection = await pool.connect();
    try {
      // The driver's overloads can't be told apart here; whoever calls has picked one.
      const send = connection.query.bind(connection) as (...args: unknown[]) => Promise<unknown>;
      const result = await send(...args);
      connection.release();
      return result;
    } catch (err) {
      connection.release(isLost(err));
      throw toStoreError(err);
    }
  };
  return { query: query as unknown as Connection["query"] };
}

async function transaction<Result>(
  pool: ConnectionPool,
  begin: string,
  run: (db: Db) => Promise<Result>,
  end: (connection: Connection) => Promise<unknown>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await pool.connect();
    try {
      await connection.query(begin);
      const result = await run(asDb(connection));
      await end(connection);
      connection.release();
      return result;
    } catch (err) {
      connection.release(!(await undone(connection, err)));
      // The server has undone it and said so; nothing of it can have been kept.
      if (isConflict(err) && attempt < triesMax) continue;
      throw toStoreError(err);
    }
  }
}

/** Whether the connection is as good as new. One that can't even undo is given up with its transaction. */
async function undone(connection: Connection, err: unknown): Promise<boolean> {
  if (isLost(err) || (err instanceof StoreError && err.code === "uncertain")) return false;
  try {
    await connection.query("ROLLBACK");
    return true;
  } catch {
    return false;
  }
}

/** Nobody can tell whether a commit whose answer never came was carried out, so it is not tried again. */
async function commit(connection: Connection): Promise<void> {
  let unreplicated = false;
  const onNotice = ({ message }: { message?: string | undefined }) => {
    // A cancelled wait for the follower is answered like a commit that the follower has.
    if (message?.includes("synchronous replication") === true) unreplicated = true;
  };
  connection.on("notice", onNotice);
  try {
    const { command } = await connection.query("COMMIT");
    if (command !== "COMMIT") throw new Error("the transaction was given up before its commit");
  } catch (err) {
    throw isLost(err) ? uncertain(err) : err;
  } finally {
    connection.off("notice", onNotice);
  }
  if (unreplicated) throw uncertain();
}

function uncertain(cause?: unknown): StoreError {
  return new StoreError(
    "uncertain",
    "The database went away during a commit; whether it was carried out is not known.",
    cause,
  );
}

function asDb(client: Pick<Connection, "query">): Db {
  return drizzle({ client: client as Connection });
}
