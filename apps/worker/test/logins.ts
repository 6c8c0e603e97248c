import { chmodSync } from "node:fs";
import type { Sandbox } from "./sandbox.ts";

/**
 * Puts a login for the host in every place where container tools look for one, and returns the variables
 * that name the rest. A helper program stands ready as well, asked for by a drop-in configuration.
 */
export function plantLogins(sandbox: Sandbox, host: string): Record<string, string> {
  const auth = Buffer.from("planted:planted-secret").toString("base64");
  const file = JSON.stringify({ auths: { [host]: { auth }, [`${host}/open/app`]: { auth } } });
  for (const path of [
    "home/.docker/config.json",
    "home/.config/containers/auth.json",
    "run/containers/auth.json",
    "docker-config/config.json",
    "registry-auth.json",
  ]) {
    sandbox.write(path, file);
  }
  sandbox.write("home/.dockercfg", JSON.stringify({ [host]: { auth } }));
  return {
    DOCKER_CONFIG: sandbox.path("docker-config"),
    REGISTRY_AUTH_FILE: sandbox.path("registry-auth.json"),
    DOCKER_AUTH_CONFIG: file,
  };
}

/** A drop-in that makes skopeo ask a helper before it reads any file, even one it was given. */
export function plantHelper(sandbox: Sandbox): Record<string, string> {
  const answer = '{"ServerURL":"x","Username":"planted","Secret":"planted-secret"}';
  sandbox.write("bin/docker-credential-planted", `#!/bin/sh\ncat > /dev/null\necho '${answer}'\n`);
  chmodSync(sandbox.path("bin/docker-credential-planted"), 0o755);
  sandbox.write(
    "home/.config/containers/registries.conf.d/helper.conf",
    'credential-helpers = ["planted"]\n',
  );
  return { PATH: `${sandbox.path("bin")}:${sandbox.environment["PATH"] ?? ""}` };
}
