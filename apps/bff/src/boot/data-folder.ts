import { constants } from "node:fs";
import { access, mkdir, rmdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { StartError } from "./start-error.ts";
import type { Undo } from "./undo.ts";

/** Makes sure that the data folder exists and can be written; one that had to be made is for its owner only. */
export async function prepareDataFolder(path: string, undo: Undo): Promise<void> {
  try {
    for (const missing of await missingFolders(path)) {
      await mkdir(missing, { mode: 0o700 });
      undo.add(() => rmdir(missing));
    }
    if (!(await stat(path)).isDirectory()) throw refusal(path, "a file stands in its place");
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (err) {
    if (err instanceof StartError) throw err;
    throw refusal(path, reasonOf(err), err);
  }
}

/** The folder and those above it that do not exist, outermost first. */
async function missingFolders(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let at = path; !(await exists(at)); at = dirname(at)) missing.unshift(at);
  return missing;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (err) {
    if (err instanceof Error && "code" in err && err.code === "ENOENT") return false;
    throw err;
  }
}

function reasonOf(err: unknown): string {
  const code = err instanceof Error && "code" in err ? String(err.code) : "";
  return (
    {
      EACCES: "this account may not write there",
      EPERM: "this account may not write there",
      EROFS: "the file system is read-only",
      ENOTDIR: "a part of the path is a file",
      ENOSPC: "the disk is full",
      ENOENT: "it can't be made there",
    }[code] ?? `the system says ${code === "" ? "nothing more" : code}`
  );
}

function refusal(path: string, reason: string, cause?: unknown): StartError {
  return new StartError(
    "cannotCreate",
    `Berth can't write its data folder ${path}: ${reason}. Set BERTH_DATA_DIR to a folder it may write.`,
    cause,
  );
}
