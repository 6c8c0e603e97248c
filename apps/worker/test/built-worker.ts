import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The file that ships, built from the sources as they are now. */
export type BuiltWorker = { folder: string; program: string; remove: () => void };

export async function buildWorker(): Promise<BuiltWorker> {
  const folder = mkdtempSync(join(tmpdir(), "berth-worker-built-"));
  const build = join(import.meta.dirname, "../build.ts");
  await promisify(execFile)(process.execPath, [build, folder]);
  return {
    folder,
    program: join(folder, "berth-worker.mjs"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
