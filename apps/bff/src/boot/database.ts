import { closeSync, openSync, rmSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseState } from "../store/sqlite/inspect.ts";
import { StoreError } from "../store/store-error.ts";
import type { Store } from "../store/store.ts";
import { StartError } from "./start-error.ts";
import type { Undo } from "./undo.ts";

/** Reads what stands in the data folder's database, or says in one line why it can't be used. */
export async function readDatabase(
  dataDir: string,
  options: { alone: boolean } = { alone: true },
): Promise<DatabaseState> {
  const path = databasePath(dataDir);
  const { inspectDatabase } = await import("../store/sqlite/inspect.ts");
  let state: DatabaseState;
  try {
    state = inspectDatabase(path, options);
  } catch (err) {
    throw unusable(path, err);
  }
  if (state.kind === "foreign") {
    throw new StartError(
      "data",
      `The database ${path} is not Berth's. Nothing was changed. Set BERTH_DATA_DIR to another folder.`,
    );
  }
  if (state.kind === "berth" && state.schema > state.known) {
    throw new StartError(
      "data",
      `The database ${path} was written by a newer Berth (schema ${state.schema}; this one knows ${state.known}). Nothing was changed. Start the newer version, or restore the backup made before the upgrade.`,
    );
  }
  return state;
}

/** Opens the database for good; one with an older schema is copied first. `copied` is the folder of that backup. */
export async function openDatabase(
  dataDir: string,
  state: DatabaseState,
  at: number,
  onBroken: (err: StoreError) => void,
  undo: Undo,
): Promise<{ store: Store; copied: string | null }> {
  const path = databasePath(dataDir);
  const { openSqliteStore } = await import("../store/sqlite/store.ts");
  try {
    const copied = await copyIfOlder(dataDir, state, at);
    if (!existsSync(path)) {
      // The file's mode is what SQLite gives its side files too.
      closeSync(openSync(path, "wx", 0o600));
      undo.add(() => removeDatabase(path));
    }
    const store = openSqliteStore(path, { onBroken });
    undo.add(() => store.close());
    return { store, copied };
  } catch (err) {
    throw unusable(path, err);
  }
}

export function databasePath(dataDir: string): string {
  return join(dataDir, "berth.db");
}

async function copyIfOlder(dataDir: string, state: DatabaseState, at: number) {
  if (state.kind !== "berth" || state.schema >= state.known) return null;
  const { writeBackup } = await import("../backup/write-backup.ts");
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, "-");
  const target = join(dataDir, `berth-before-schema-${state.known}-${stamp}`);
  await writeBackup(databasePath(dataDir), target, at);
  return target;
}

function removeDatabase(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
}

function unusable(path: string, err: unknown): StartError {
  if (err instanceof StartError) return err;
  const full = err instanceof StoreError && err.code === "storage_full";
  if (full) {
    return new StartError(
      "cannotCreate",
      `The disk of ${path} is full. Make room and start again.`,
      err,
    );
  }
  const detail = err instanceof Error ? err.message : "unknown error";
  return new StartError(
    "data",
    `The database ${path} can't be used: ${detail} Restore it from a backup, or look at the disk.`,
    err,
  );
}
