import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundKeys } from "../boot/key.ts";
import { requireRightKeys } from "../boot/right-keys.ts";
import { StartError } from "../boot/start-error.ts";
import type { Config } from "../config/config.ts";
import { describeDatabase, integrityProblems } from "../store/sqlite/describe.ts";
import { inspectDatabase } from "../store/sqlite/inspect.ts";
import { StoreError } from "../store/store-error.ts";
import { openSqliteStore } from "../store/sqlite/store.ts";
import { sha256Of } from "./durable.ts";
import { databaseName, readManifest, type Manifest } from "./manifest.ts";
import { openEverything, type EverythingOpened } from "./open-everything.ts";

export type CheckedBackup =
  | { ok: true; manifest: Manifest; opened: EverythingOpened }
  | { ok: false; problems: string[] };

/**
 * Proves a backup by restoring it into a folder that is thrown away: the file is the one that the manifest
 * describes, SQLite finds it sound, the counts and the ends of the audit chains agree, every chain is
 * unbroken, the key at hand is the right one, and every sealed record opens under it.
 */
export async function checkBackup(
  folder: string,
  config: Config,
  found: FoundKeys,
): Promise<CheckedBackup> {
  const read = await readManifest(folder);
  if (!read.ok) return { ok: false, problems: [read.message] };
  const { manifest } = read;
  const file = join(folder, databaseName);
  const scratch = await mkdtemp(join(tmpdir(), "berth-backup-"));
  try {
    const problems = await fileProblems(file, manifest);
    const copy = join(scratch, databaseName);
    await copyFile(file, copy);
    problems.push(...integrityProblems(copy));
    if (problems.length === 0) problems.push(...factProblems(copy, manifest));
    if (problems.length > 0) return { ok: false, problems };
    const opened = await openCopy(copy, config, found);
    problems.push(...opened.problems);
    return problems.length === 0 ? { ok: true, manifest, opened } : { ok: false, problems };
  } catch (err) {
    if (err instanceof StartError) return { ok: false, problems: [err.line] };
    if (err instanceof StoreError) {
      return { ok: false, problems: [`It can't be brought to this version: ${err.message}`] };
    }
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    return { ok: false, problems: [`${file} can't be read (${code}).`] };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fileProblems(file: string, { file: described }: Manifest): Promise<string[]> {
  const { size } = await stat(file);
  if (size !== described.bytes) {
    return [`${databaseName} has ${size} bytes, and the manifest says ${described.bytes}.`];
  }
  const sha256 = await sha256Of(file);
  if (sha256 === described.sha256) return [];
  return [`${databaseName} is not the file that the manifest describes: its SHA-256 is ${sha256}.`];
}

function factProblems(copy: string, manifest: Manifest): string[] {
  const facts = describeDatabase(copy);
  const expected = { ...manifest.rows };
  const problems = Object.entries(facts.rows)
    .filter(([table, count]) => expected[table] !== count)
    .map(([table, count]) => `${table} has ${count} rows instead of ${expected[table] ?? "none"}.`);
  if (facts.instance !== manifest.instance) {
    problems.push(`It is of instance ${facts.instance} instead of ${manifest.instance}.`);
  }
  if (JSON.stringify(facts.audit) !== JSON.stringify(manifest.audit)) {
    problems.push("The audit log does not end where the manifest says.");
  }
  return problems;
}

async function openCopy(
  copy: string,
  config: Config,
  found: FoundKeys,
): Promise<EverythingOpened & { problems: string[] }> {
  const state = inspectDatabase(copy, { alone: true });
  if (state.kind !== "berth") throw new StartError("data", "It holds no Berth instance.");
  if (state.schema > state.known) {
    throw new StartError(
      "data",
      `It was made by a newer Berth (schema ${state.schema}; this one knows ${state.known}).`,
    );
  }
  const { keks } = requireRightKeys(config, found, state, Date.now());
  // An older backup is upgraded as the server would do it, so that this is proven as well.
  const store = openSqliteStore(copy);
  try {
    return await openEverything(store, keks, state.instance.id);
  } finally {
    await store.close();
  }
}
