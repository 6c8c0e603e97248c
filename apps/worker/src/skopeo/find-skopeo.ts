import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import type { Environment } from "../settings.ts";

/** The path of skopeo. @throws {Failure} where it isn't installed. */
export function findSkopeo(environment: Environment): string {
  for (const folder of (environment["PATH"] ?? "").split(delimiter)) {
    // An empty part of PATH means the current folder; nothing is started from there.
    if (folder === "") continue;
    const path = join(folder, "skopeo");
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  throw new Failure(
    exitCode.engineMissing,
    "skopeo isn't installed. Install it with the system's package manager (apt, dnf, apk, brew: skopeo).",
  );
}
