import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import type { Environment } from "../settings.ts";

export const skopeoMissing =
  "skopeo isn't installed. Install it with the system's package manager (apt, dnf, apk, brew: skopeo).";

/** The path of skopeo. @throws {Failure} where it isn't installed. */
export function findSkopeo(environment: Environment): string {
  const found = findProgram("skopeo", environment);
  if (found !== null) return found;
  throw new Failure(exitCode.engineMissing, skopeoMissing);
}
