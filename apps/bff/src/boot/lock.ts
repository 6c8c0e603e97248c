import { closeSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Database as Handle } from "better-sqlite3";
import { StartError } from "./start-error.ts";

export type Lock = {
  release(this: void): void;
  /** For a start that fails in a folder it made itself: leaves no file behind. */
  releaseAndRemove(this: void): void;
};

/** Two that start at once each hold for a moment what the other needs: without a second try both would give up. */
const stepAsideMs = 500;

/**
 * Takes the data folder for this process, by an exclusive transaction on a database of its own: the
 * system drops it when the process dies, however it dies, so that no stale lock can stay.
 */
export async function takeLock(dataDir: string): Promise<Lock & { created: boolean }> {
  const { default: Database } = await import("better-sqlite3");
  const path = join(dataDir, "berth.lock");
  let handle: Handle | undefined;
  try {
    const created = makeFile(path);
    // A start that fails removes the lock file it made. Whoever had just opened that file would hold a
    // lock that nobody else can see: what is locked must still be what stands at the path.
    const before = statSync(path).ino;
    handle = new Database(path, { timeout: stepAsideMs });
    // Nothing is ever written here; without this SQLite lays a journal beside it.
    handle.pragma("journal_mode = MEMORY");
    handle.exec("BEGIN EXCLUSIVE");
    if (statSync(path).ino !== before) throw inUse(dataDir);
    const held = handle;
    return {
      created,
      release: () => void held.close(),
      releaseAndRemove: () => {
        rmSync(path, { force: true });
        held.close();
      },
    };
  } catch (err) {
    handle?.close();
    throw refusal(err, dataDir);
  }
}

function makeFile(path: string): boolean {
  if (existsSync(path)) return false;
  closeSync(openSync(path, "a", 0o600));
  return true;
}

function refusal(err: unknown, dataDir: string): StartError {
  if (err instanceof StartError) return err;
  const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
  if (code.startsWith("SQLITE_BUSY") || code === "ENOENT") return inUse(dataDir, err);
  return new StartError(
    "cannotCreate",
    `Berth can't write its lock file in ${dataDir} (${code}). Check who owns the folder and whether the disk is full.`,
    err,
  );
}

function inUse(dataDir: string, cause?: unknown): StartError {
  return new StartError(
    "busy",
    `Another Berth is using the data folder ${dataDir}. Stop it first, or set BERTH_DATA_DIR to another folder.`,
    cause,
  );
}
