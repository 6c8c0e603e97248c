import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import type { Environment } from "../environment.ts";
import type { Engine, EngineName } from "./engine.ts";

/**
 * The engine to pull with, before anything is asked of Berth: a credential that nobody can use is better
 * not handed out. @throws {Failure} where it isn't there.
 */
export async function findEngine(name: EngineName, environment: Environment): Promise<Engine> {
  if (name === "docker") {
    const { reachDockerEngine } = await import("../docker/docker-engine.ts");
    return reachDockerEngine(environment);
  }
  const path = findProgram(name, environment);
  if (path === null) throw new Failure(exitCode.engineMissing, missing(name, environment));
  if (name === "podman") {
    const { podmanEngine } = await import("../podman/podman-engine.ts");
    return podmanEngine(path);
  }
  const { skopeoEngine } = await import("../skopeo/skopeo-engine.ts");
  return skopeoEngine(path);
}

function missing(name: "skopeo" | "podman", environment: Environment): string {
  const install = `${name} isn't installed. Install it with the system's package manager (apt, dnf, apk, brew: ${name})`;
  const other = name === "skopeo" ? "podman" : "skopeo";
  return findProgram(other, environment) === null
    ? `${install}.`
    : `${install}, or pull with what is here: --engine ${other}.`;
}
