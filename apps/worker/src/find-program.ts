import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "./environment.ts";

/** The path of a program in `PATH`, or null. */
export function findProgram(name: string, environment: Environment): string | null {
  for (const folder of (environment["PATH"] ?? "").split(delimiter)) {
    // An empty part of PATH means the current folder; nothing is started from there.
    if (folder === "") continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
