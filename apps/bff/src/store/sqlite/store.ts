import { statSync } from "node:fs";
import type { Store } from "../store.ts";
import type { StoreError } from "../store-error.ts";
import { guarded } from "../guarded.ts";
import { makeStore } from "../make-store.ts";
import { authDatabase } from "./auth-database.ts";
import { toStoreError } from "./driver-error.ts";
import { sqliteEngine } from "./engine.ts";
import { appliedSchema, knownSchema, migrateToKnown } from "./migrate.ts";
import { openReader, openWriter, type Handle } from "./open.ts";

/**
 * Opens the database at `path`, brings it to this program's schema and serves the port on it. One
 * server may hold it at a time; the start sequence sees to that. A command beside it leaves the schema
 * alone.
 */
export function openSqliteStore(
  path: string,
  options: { onBroken?: (err: StoreError) => void; migrate?: boolean } = {},
): Store {
  const handles: Handle[] = [];
  const opened = (handle: Handle) => {
    handles.push(handle);
    return handle;
  };
  try {
    const writer = opened(openWriter(path));
    if (options.migrate ?? true) migrateToKnown(writer);
    const reader = opened(openReader(path));
    const snapshots = opened(openReader(path));
    const engine = sqliteEngine({ writer, reader, snapshots }, options.onBroken ?? (() => {}));
    return {
      ...guarded(makeStore(engine), engine.translate),
      shared: false,
      auth: authDatabase(engine),
      async ping() {
        engine.reading("select id from instance").get();
      },
      async facts() {
        return {
          engine: "sqlite",
          version: reader.prepare("select sqlite_version()").pluck().get() as string,
          schema: appliedSchema(reader),
          known: knownSchema(),
        };
      },
      async journalBytes() {
        return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
      },
      close: () => engine.close(() => closeAll(handles)),
    };
  } catch (err) {
    closeAll(handles);
    throw toStoreError(err);
  }
}

/** The writer goes last, so that it folds the write-ahead log into the database. */
function closeAll(handles: readonly Handle[]): void {
  for (const handle of handles.toReversed()) handle.close();
}
