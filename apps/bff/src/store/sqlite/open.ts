import Database from "better-sqlite3";

export type Handle = Database.Database;

const busyTimeoutMs = 5000;
const journalSizeMax = 64 * 1024 * 1024;

/** The value each setting must show once the handle has been used. */
const expected = {
  journal_mode: "wal",
  synchronous: 2, // FULL
  foreign_keys: 1,
  mmap_size: 0,
  trusted_schema: 0,
  cell_size_check: 1,
  secure_delete: 2, // FAST
  journal_size_limit: journalSizeMax,
} as const;

/** Opens the one handle that writes; creates the file where there is none. */
export function openWriter(path: string): Handle {
  return prepared(new Database(path, { timeout: busyTimeoutMs }));
}

/** Opens a handle that only reads, on a database that `openWriter` has opened before. */
export function openReader(path: string): Handle {
  return prepared(
    new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }),
  );
}

/**
 * Throws unless every setting holds. Call it after a statement: the driver is compiled to fall back to
 * `synchronous=NORMAL` in WAL mode, and shows FULL on a fresh handle all the same.
 */
export function assertSettings(handle: Handle): void {
  for (const [name, value] of Object.entries(expected)) {
    const actual = handle.pragma(name, { simple: true });
    if (actual !== value) {
      throw new Error(`SQLite setting ${name} is ${String(actual)} instead of ${value}`);
    }
  }
}

/** What finds the lock taken on this handle fails at once from now on, instead of holding up the thread. */
export function waitForNobody(handle: Handle): void {
  handle.pragma("busy_timeout = 0");
}

function prepared(handle: Handle): Handle {
  try {
    if (!handle.readonly) {
      handle.pragma("journal_mode = WAL");
      handle.pragma("wal_autocheckpoint = 0");
    }
    handle.pragma("synchronous = FULL");
    handle.pragma("foreign_keys = ON");
    handle.pragma("mmap_size = 0");
    handle.pragma("trusted_schema = OFF");
    handle.pragma("cell_size_check = ON");
    handle.pragma("secure_delete = FAST");
    handle.pragma(`journal_size_limit = ${journalSizeMax}`);
    handle.prepare("select count(*) from sqlite_schema").get();
    assertSettings(handle);
    return handle;
  } catch (err) {
    handle.close();
    throw err;
  }
}
