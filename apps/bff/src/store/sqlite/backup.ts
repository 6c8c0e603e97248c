import { closeSync, openSync, rmSync } from "node:fs";
import Database from "better-sqlite3";

/** Writes a compact copy of the database at `path` to `target`, readable by its owner only. */
export function backUp(path: string, target: string): void {
  // SQLite takes an empty file for its copy, and this way no moment passes in which others may read it.
  closeSync(openSync(target, "wx", 0o600));
  const handle = new Database(path, { fileMustExist: true });
  try {
    handle.prepare("vacuum into ?").run(target);
  } catch (err) {
    rmSync(target, { force: true });
    throw err;
  } finally {
    handle.close();
  }
}
