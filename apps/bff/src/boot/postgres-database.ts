import { readFileSync } from "node:fs";
import type { Client } from "pg";
import type { Config } from "../config/config.ts";
import type { DatabaseSource } from "../config/variables.ts";
import { parseDatabaseAddress, type DatabaseAddress } from "../store/postgres/address.ts";
import { inspectDatabase } from "../store/postgres/inspect.ts";
import { knownSchema, migrateToKnown } from "../store/postgres/migrate.ts";
import { connectAlone, createPool } from "../store/postgres/pool.ts";
import { takeStartLock } from "../store/postgres/start-lock.ts";
import { postgresStore } from "../store/postgres/store.ts";
import { StoreError } from "../store/store-error.ts";
import { requireOurs, unusable, type DatabaseStart, type DatabaseVisit } from "./database-start.ts";
import { placeOfDatabase } from "./database-place.ts";
import { StartError } from "./start-error.ts";
import type { Undo } from "./undo.ts";

/** A check runs 15 s at most; a minute leaves room for clocks that differ. */
const checkDeadMs = 60_000;

/** PostgreSQL, which several servers may share: they only start one after the other. */
export async function beginPostgres(
  config: Config,
  source: DatabaseSource,
  undo: Undo,
): Promise<DatabaseStart> {
  const address = addressOf(source);
  const client = await connect(config, address);
  let ended = false;
  const end = async () => {
    if (ended) return;
    ended = true;
    // The lock goes with its connection.
    await client.end();
  };
  undo.add(end);
  if (!(await takeStartLock(client))) throw otherStarts(config);
  return {
    schema: knownSchema(),
    shared: true,
    endpoints: address.hosts,
    async read() {
      try {
        return requireOurs(config, await inspectDatabase(client));
      } catch (err) {
        throw refusal(config, err);
      }
    },
    async open() {
      try {
        await migrateToKnown(client);
        const store = postgresStore(createPool(address));
        undo.add(() => store.close());
        return { store, copied: null };
      } catch (err) {
        throw refusal(config, err);
      }
    },
    checksDiedBefore: (at) => at - checkDeadMs,
    started: end,
    release: () => {},
  };
}

/** PostgreSQL beside the servers that run on it. */
export function visitPostgres(config: Config, source: DatabaseSource): DatabaseVisit {
  const address = addressOf(source);
  return {
    async read() {
      const client = await connect(config, address);
      try {
        return requireOurs(config, await inspectDatabase(client));
      } catch (err) {
        throw refusal(config, err);
      } finally {
        await client.end();
      }
    },
    // oxlint-disable-next-line require-await -- one of two engines, and the other one can fail here
    open: async () => postgresStore(createPool(address)),
  };
}

/** An empty database, held for a move into it. */
export async function beginPostgresMove(
  config: Config,
  source: DatabaseSource,
): Promise<{ client: Client; end(): Promise<void> }> {
  const client = await connect(config, addressOf(source));
  try {
    if (!(await takeStartLock(client))) throw otherStarts(config);
    const state = await inspectDatabase(client);
    if (state.kind !== "empty") {
      throw new StartError(
        "data",
        `The database ${placeOfDatabase(config)} is not empty. Nothing was changed. Give one without tables.`,
      );
    }
    return { client, end: () => client.end() };
  } catch (err) {
    await client.end();
    throw refusal(config, err);
  }
}

function addressOf(source: DatabaseSource): DatabaseAddress {
  if (source.kind === "address") return source.address;
  let text: string;
  try {
    text = readFileSync(source.path, "utf8").trim();
  } catch (err) {
    throw new StartError("config", `BERTH_DATABASE_URL: ${source.path} can't be read.`, err);
  }
  const parsed = parseDatabaseAddress(text);
  if (!parsed.ok) {
    throw new StartError("config", `BERTH_DATABASE_URL: in ${source.path}, ${parsed.message}`);
  }
  return parsed.address;
}

async function connect(config: Config, address: DatabaseAddress): Promise<Client> {
  try {
    return await connectAlone(address);
  } catch (err) {
    throw refusal(config, err);
  }
}

/** Says in one line what the server, or the way to it, has against us. */
function refusal(config: Config, err: unknown): StartError {
  if (err instanceof StartError) return err;
  const place = placeOfDatabase(config);
  const { code } = rootOf(err);
  if (code === "28P01" || code === "28000") {
    return new StartError(
      "config",
      `The database ${place} refuses the user or the password in BERTH_DATABASE_URL.`,
      err,
    );
  }
  if (code === "3D000") {
    return new StartError(
      "config",
      `There is no such database as ${place}. Create it, or set BERTH_DATABASE_URL to another one.`,
      err,
    );
  }
  if (code === "42501") {
    return new StartError(
      "config",
      `The user in BERTH_DATABASE_URL may not create tables in ${place}. Upgrade with a user that may, once, before the servers start.`,
      err,
    );
  }
  if (err instanceof StoreError && err.code === "unavailable") {
    return new StartError(
      "busy",
      `The database ${place} does not answer (${code ?? "no answer"}). Start it, or check BERTH_DATABASE_URL.`,
      err,
    );
  }
  return unusable(config, err);
}

function rootOf(err: unknown): { code: string | null } {
  for (let at = err; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && !(at instanceof StoreError)) {
      return { code: at.code };
    }
  }
  return { code: null };
}

function otherStarts(config: Config): StartError {
  return new StartError(
    "busy",
    `Another Berth has been starting on ${placeOfDatabase(config)} for a minute, perhaps with a long upgrade. Start this one again later.`,
  );
}
