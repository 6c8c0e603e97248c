import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const name = "last-backup";

/**
 * Leaves beside the database when it was last backed up, for the console to tell. Anybody may read it: the folder is
 * closed, and the operator's account need not be the server's.
 *
 * @param at milliseconds since the epoch.
 */
export async function noteBackup(dataDir: string, at: number): Promise<void> {
  const part = join(dataDir, `${name}.part`);
  await writeFile(part, `${new Date(at).toISOString()}\n`, { mode: 0o644 });
  await rename(part, join(dataDir, name));
}

/** Milliseconds since the epoch; null where none is noted. */
export async function lastBackup(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, name), "utf8").catch(() => "");
  const at = Date.parse(text.trim());
  return Number.isNaN(at) ? null : at;
}
