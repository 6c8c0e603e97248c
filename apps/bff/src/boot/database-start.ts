import type { Config } from "../config/config.ts";
import type { DatabaseState } from "../store/database-state.ts";
import { StoreError } from "../store/store-error.ts";
import type { Store } from "../store/store.ts";
import { placeOfDatabase } from "./database-place.ts";
import { StartError } from "./start-error.ts";

/**
 * The part of a start that differs between engines. While it is held nobody else starts on the same
 * database; `read` changes nothing.
 */
export type DatabaseStart = {
  read(): Promise<DatabaseState>;
  /** Brings the database to this program's schema. `copied` is the path of a copy that was made before. */
  open(state: DatabaseState, at: number): Promise<{ store: Store; copied: string | null }>;
  /** The number of this program's schema. */
  schema: number;
  /** Checks that began before are of a process that has died. */
  checksDiedBefore(at: number): number;
  /** Whether other servers may run on the same database. */
  shared: boolean;
  /** Where it listens; nowhere where it is a file. */
  endpoints: readonly { host: string; port: number }[];
  /** The start is over. */
  started(): Promise<void>;
  /** The server has ended, and the store is closed. */
  release(): void;
};

/** A look at the database from beside the server. */
export type DatabaseVisit = {
  read(): Promise<DatabaseState>;
  /** Its store, at whatever schema it has. */
  open(): Promise<Store>;
};

/** The state, unless this program may not go on with it. */
export function requireOurs(config: Config, state: DatabaseState): DatabaseState {
  if (state.kind === "foreign") {
    const variable = config.database === null ? "BERTH_DATA_DIR" : "BERTH_DATABASE_URL";
    const other = config.database === null ? "folder" : "database";
    throw new StartError(
      "data",
      `The database ${placeOfDatabase(config)} is not Berth's. Nothing was changed. Set ${variable} to another ${other}.`,
    );
  }
  if (state.kind === "berth" && state.schema > state.known) {
    throw new StartError(
      "data",
      `The database ${placeOfDatabase(config)} was written by a newer Berth (schema ${state.schema}; this one knows ${state.known}). Nothing was changed. Start the newer version, or restore the backup made before the upgrade.`,
    );
  }
  return state;
}

/** Why the database can't be used, as a line for people. */
export function unusable(config: Config, err: unknown): StartError {
  if (err instanceof StartError) return err;
  const place = placeOfDatabase(config);
  if (err instanceof StoreError && err.code === "storage_full") {
    return new StartError(
      "cannotCreate",
      `The disk of ${place} is full. Make room and start again.`,
      err,
    );
  }
  const detail = err instanceof Error ? err.message : "unknown error";
  const advice =
    config.database === null
      ? "Restore it from a backup, or look at the disk."
      : "Look at BERTH_DATABASE_URL and at the server's log.";
  return new StartError("data", `The database ${place} can't be used: ${detail} ${advice}`, err);
}
