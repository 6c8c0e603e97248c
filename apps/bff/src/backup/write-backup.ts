import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { backUp } from "../store/sqlite/backup.ts";
import { describeDatabase } from "../store/sqlite/describe.ts";
import { sha256Of, syncPath } from "./durable.ts";
import { databaseName, manifestName, type Manifest } from "./manifest.ts";

/**
 * Writes a backup of the database at `path` into a new folder: a compact copy of one moment and a
 * manifest that says what is in it. The server may write meanwhile. Leaves nothing behind where it fails.
 *
 * @param at milliseconds since the epoch.
 */
export async function writeBackup(path: string, folder: string, at: number): Promise<Manifest> {
  await mkdir(folder, { mode: 0o700 });
  try {
    const copy = join(folder, databaseName);
    backUp(path, copy);
    await syncPath(copy);
    const { instance, schema, keys, rows, audit } = describeDatabase(copy);
    const manifest: Manifest = {
      format: 1,
      createdAt: new Date(at).toISOString(),
      instance,
      schema,
      keys,
      rows,
      audit,
      file: { name: databaseName, bytes: (await stat(copy)).size, sha256: await sha256Of(copy) },
    };
    await writeManifest(folder, manifest);
    await syncPath(dirname(folder));
    return manifest;
  } catch (err) {
    await rm(folder, { recursive: true, force: true });
    throw err;
  }
}

/** Last, and whole or not at all: a folder without a manifest is no backup. */
async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const target = join(folder, manifestName);
  const file = await open(`${target}.part`, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${target}.part`, target);
  await syncPath(folder);
}
