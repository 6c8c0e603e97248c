import pg from "pg";
import { StoreError } from "../store-error.ts";
import { toStoreError } from "./driver-error.ts";
import { readTlsFiles, type DatabaseAddress } from "./address.ts";

export type Connection = pg.PoolClient;

export type ConnectionPool = {
  /** A connection of one's own. Wait for it is 2 s at most; rejects with `StoreError` where there is none. */
  connect(): Promise<Connection>;
  end(): Promise<void>;
};

/** Reliability targets, section 4.1 of the security reference. Milliseconds. */
const statementMs = 5_000;
const lockMs = 2_000;
const idleInTransactionMs = 10_000;
const waitMs = 2_000;
const connectionsMax = 10;

/**
 * One connection outside of any pool, for work that may take longer than a running server waits: a start,
 * a migration, a move. Rejects with `StoreError` where no host answers.
 */
export async function connectAlone(address: DatabaseAddress): Promise<pg.Client> {
  let failure: unknown;
  for (const { host, port } of address.hosts) {
    const client = new pg.Client({
      ...loginOf(address),
      host,
      port,
      ssl: tlsFor(address, host),
      connectionTimeoutMillis: 5_000,
    });
    // Whoever runs the next statement hears of a broken connection there.
    client.on("error", () => {});
    try {
      await client.connect();
      await requireWritable(client);
      return client;
    } catch (err) {
      failure = err;
      await client.end().catch(() => {});
    }
  }
  throw toStoreError(failure);
}

/**
 * A pool of at most ten connections. Of several hosts it holds on to the one that accepts writes, and looks
 * for another once that is gone or has become a follower.
 */
export function createPool(address: DatabaseAddress): ConnectionPool {
  let current = 0;
  const hostNow = () => address.hosts[current % address.hosts.length] ?? { host: "", port: 0 };
  /** Reads the host when a connection is made, not when the pool is. */
  class Client extends pg.Client {
    constructor(options: pg.ClientConfig) {
      const { host, port } = hostNow();
      // The pool hides the password from whoever copies its options, so it is given once more.
      super({ ...options, ...loginOf(address), host, port, ssl: tlsFor(address, host) });
    }
  }

  const pool = new pg.Pool({
    Client: Client as unknown as new () => pg.ClientBase,
    ...loginOf(address),
    max: connectionsMax,
    connectionTimeoutMillis: waitMs,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1_800,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    // Where the network swallows everything, the server's own timeouts are never heard of.
    query_timeout: statementMs + 1_000,
    verify: (client, done) => {
      if (address.hosts.length === 1) done();
      else void refuseFollower(client, done);
    },
  });
  // A connection that breaks is dropped, and whoever used it hears of it from its statement; without a
  // listener it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));

  return {
    async connect() {
      let failure: unknown;
      for (let attempt = 0; attempt < address.hosts.length; attempt += 1) {
        const tried = current;
        try {
          return await pool.connect();
        } catch (err) {
          failure = err;
          if (isFull(err)) break;
          // Somebody else may have moved on meanwhile.
          if (current === tried) current = (tried + 1) % address.hosts.length;
        }
      }
      throw new StoreError("unavailable", "The database does not answer.", failure);
    },
    end: () => pool.end(),
  };
}

function loginOf(address: DatabaseAddress) {
  return {
    database: address.database,
    user: address.user,
    // Never undefined: the driver would look for PGPASSWORD and a file in the home folder.
    password: address.password?.reveal() ?? "",
    application_name: "berth",
    keepAlive: true,
  };
}

/** The files are read anew for each connection, because certificates are replaced while servers run. */
function tlsFor({ tls }: DatabaseAddress, host: string): false | pg.ClientConfig["ssl"] {
  return tls === null ? false : { ...readTlsFiles(tls), host };
}

/** All connections are in use, and none came back in time: another host would not help. */
function isFull(err: unknown): boolean {
  return err instanceof Error && err.message === "timeout exceeded when trying to connect";
}

async function refuseFollower(client: pg.ClientBase, done: (err?: Error) => void): Promise<void> {
  try {
    await requireWritable(client);
    done();
  } catch (err) {
    done(err instanceof Error ? err : new Error("not an error"));
  }
}

async function requireWritable(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ follows: boolean }>(
    "select pg_is_in_recovery() as follows",
  );
  if (rows[0]?.follows !== false) throw new Error("this server only follows another");
}
