import { copyFile, chmod, link, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { newId } from "../ids.ts";
import { openSqliteStore } from "../store/sqlite/store.ts";
import { syncPath } from "./durable.ts";
import { databaseName, type Manifest } from "./manifest.ts";

export type Restored = {
  /** Where the database that stood there is now; null where there was none. */
  aside: string | null;
};

/**
 * Puts a checked backup in the place of the data folder's database. The folder must be the caller's alone.
 * Killed at any moment it leaves the old database or the restored one, complete, and never none: the new
 * one is finished beside it and takes its place by one rename.
 *
 * Whoever was signed in when the backup was made is signed out, and every organization's audit log says
 * that its data were put back.
 */
export async function restoreBackup(
  folder: string,
  manifest: Manifest,
  dataDir: string,
  at: number,
): Promise<Restored> {
  const target = join(dataDir, databaseName);
  const fresh = `${target}.restoring`;
  await removeDatabase(fresh);
  await copyFile(join(folder, databaseName), fresh);
  await chmod(fresh, 0o600);
  endSessions(fresh);
  await noteRestore(fresh, manifest, at);
  await syncPath(fresh);
  const aside = (await exists(target)) ? await setAside(target, dataDir, at) : null;
  await rename(fresh, target);
  await syncPath(dataDir);
  return { aside };
}

/** Sessions that were ended since the backup must not come back to life. */
function endSessions(path: string): void {
  const handle = new Database(path);
  try {
    handle.exec("delete from session; delete from verification");
  } finally {
    handle.close();
  }
}

async function noteRestore(path: string, manifest: Manifest, at: number): Promise<void> {
  const store = openSqliteStore(path);
  try {
    for (const { id, name } of await store.people.organizations()) {
      await store.audit.append(id, {
        action: "instance.restore",
        actor: { kind: "system", id: null, name: "Operator" },
        object: { kind: "organization", id, name },
        changes: [{ field: "backupOf", before: null, after: manifest.createdAt }],
        address: null,
        requestId: newId("cmd", at),
        at,
      });
    }
  } finally {
    await store.close();
  }
}

/** Keeps the old database under another name as well, and leaves it without a log of its own. */
async function setAside(target: string, dataDir: string, at: number): Promise<string> {
  foldLog(target);
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, "-");
  const aside = join(dataDir, `berth-before-restore-${stamp}`);
  await mkdir(aside, { mode: 0o700 });
  for (const suffix of ["", "-wal"]) {
    if (await exists(`${target}${suffix}`)) {
      await link(`${target}${suffix}`, join(aside, `${databaseName}${suffix}`));
    }
  }
  await syncPath(aside);
  // The old log would be read into the new database. It is empty unless the old one is damaged.
  for (const suffix of ["-wal", "-shm"]) await rm(`${target}${suffix}`, { force: true });
  await syncPath(dataDir);
  return aside;
}

function foldLog(path: string): void {
  try {
    const handle = new Database(path);
    try {
      handle.pragma("wal_checkpoint(TRUNCATE)");
    } finally {
      handle.close();
    }
  } catch {
    // A damaged database is a good reason to restore another; its files are kept as they are.
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ["", "-wal", "-shm"]) await rm(`${path}${suffix}`, { force: true });
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
