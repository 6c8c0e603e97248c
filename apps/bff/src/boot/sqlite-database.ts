import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeBackup } from "../backup/write-backup.ts";
import type { Config } from "../config/config.ts";
import type { DatabaseState } from "../store/database-state.ts";
import { inspectDatabase } from "../store/sqlite/inspect.ts";
import { knownSchema } from "../store/sqlite/migrate.ts";
import { openSqliteStore } from "../store/sqlite/store.ts";
import type { StoreError } from "../store/store-error.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { placeOfDatabase } from "./database-place.ts";
import { requireOurs, unusable, type DatabaseStart, type DatabaseVisit } from "./database-start.ts";
import { takeLock } from "./lock.ts";
import type { Undo } from "./undo.ts";

/** SQLite beside a server that may hold it: nothing is created or brought to another schema. */
export function visitSqlite(config: Config): DatabaseVisit {
  const path = placeOfDatabase(config);
  return {
    // oxlint-disable-next-line require-await -- turns a thrown error into a rejection
    async read() {
      try {
        return requireOurs(config, inspectDatabase(path, { alone: false }));
      } catch (err) {
        throw unusable(config, err);
      }
    },
    // oxlint-disable-next-line require-await -- turns a thrown error into a rejection
    open: async () => openSqliteStore(path, { migrate: false }),
  };
}

/** SQLite in the data folder, which one server at a time may have, for as long as it runs. */
export async function beginSqlite(
  config: Config,
  onBroken: (err: StoreError) => void,
  undo: Undo,
): Promise<DatabaseStart> {
  const { dataDir } = config;
  const path = placeOfDatabase(config);
  await prepareDataFolder(dataDir, undo);
  const lock = await takeLock(dataDir);
  undo.add(lock.created ? lock.releaseAndRemove : lock.release);
  return {
    schema: knownSchema(),
    shared: false,
    endpoints: [],
    async read() {
      try {
        return requireOurs(config, inspectDatabase(path, { alone: true }));
      } catch (err) {
        throw unusable(config, err);
      }
    },
    async open(state, at) {
      try {
        const copied = await copyIfOlder(dataDir, path, state, at);
        if (!existsSync(path)) {
          // The file's mode is what SQLite gives its side files too.
          closeSync(openSync(path, "wx", 0o600));
          undo.add(() => removeDatabase(path));
        }
        const store = openSqliteStore(path, { onBroken });
        undo.add(() => store.close());
        return { store, copied };
      } catch (err) {
        throw unusable(config, err);
      }
    },
    // Nobody else has the folder, so whatever runs was left behind, under whatever clock.
    checksDiedBefore: () => Number.MAX_SAFE_INTEGER,
    async started() {},
    release: lock.release,
  };
}

async function copyIfOlder(dataDir: string, path: string, state: DatabaseState, at: number) {
  if (state.kind !== "berth" || state.schema >= state.known) return null;
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, "-");
  const target = join(dataDir, `berth-before-schema-${state.known}-${stamp}`);
  await writeBackup(path, target, at);
  return target;
}

function removeDatabase(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
}
