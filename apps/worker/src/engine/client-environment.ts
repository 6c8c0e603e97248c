import type { Environment } from "../environment.ts";

/** Names of files with logins, which a client would read or pass on. */
const loginVariables = ["REGISTRY_AUTH_FILE", "DOCKER_AUTH_CONFIG", "DOCKER_CONFIG"];

/**
 * The environment for a client that pulls: everything that says where storage lies and how the network is reached,
 * nothing of ours and no login.
 */
export function clientEnvironment(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || name.startsWith("BERTH_") || loginVariables.includes(name)) continue;
    kept[name] = value;
  }
  return kept;
}
