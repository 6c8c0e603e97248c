import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../environment.ts";

/** Where the Docker engine listens: the path of its socket, or why it can't be used. */
export type EngineAddress = { ok: true; socket: string } | { ok: false; message: string };

const usualSocket = "/var/run/docker.sock";
/** Where skopeo looks by itself. */
export const usualHost = `unix://${usualSocket}`;

/**
 * The engine that Docker's own client would use: `DOCKER_HOST`, else `DOCKER_CONTEXT`, else the context that
 * its configuration names. Null where that can't be read.
 */
export function engineHost(environment: Environment): string | null {
  return environment["DOCKER_HOST"] || hostOfContext(environment);
}

export const contextUnreadable = "The Docker context that is in use can't be read.";

/** The engine that is to fetch by itself, from this machine's loopback: it has to be here. */
export function engineAddress(environment: Environment): EngineAddress {
  const host = engineHost(environment);
  if (host === null) return { ok: false, message: contextUnreadable };
  const [, socket] = /^unix:\/\/(\/.+)$/.exec(host) ?? [];
  if (socket !== undefined) return { ok: true, socket };
  return {
    ok: false,
    message: `The Docker engine is at ${host}; --engine docker works with one on this machine (unix://…). Let skopeo hand the image over: --to docker-daemon:<name>:<tag>.`,
  };
}

function hostOfContext(environment: Environment): string | null {
  const folder = environment["DOCKER_CONFIG"] || join(environment["HOME"] ?? homedir(), ".docker");
  const name =
    environment["DOCKER_CONTEXT"] ||
    textAt(readJson(join(folder, "config.json")), "currentContext");
  if (name === null || name === "default") return usualHost;
  const id = createHash("sha256").update(name).digest("hex");
  const meta = readJson(join(folder, "contexts", "meta", id, "meta.json"));
  return textAt(meta, "Endpoints", "docker", "Host");
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function textAt(value: unknown, ...keys: string[]): string | null {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return null;
    found = (found as Record<string, unknown>)[key];
  }
  return typeof found === "string" && found !== "" ? found : null;
}
