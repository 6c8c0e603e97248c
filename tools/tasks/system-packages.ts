import { accessSync, constants } from "node:fs";
import { run } from "./run.ts";

/** The real parts that tests drive, and the Debian package that brings each. */
const needed = [
  ["chromium", "chromium"],
  ["docker-registry", "docker-registry"],
  ["skopeo", "skopeo"],
  ["podman", "podman"],
  ["umoci", "umoci"],
  ["strace", "strace"],
  ["htpasswd", "apache2-utils"],
  ["docker", "docker.io"],
  ["docker-credential-ecr-login", "amazon-ecr-credential-helper"],
] as const;

/**
 * Makes sure that the browser, the registry and the container clients are on this machine; installs what is
 * missing where that can be done (Debian, as root). Resolves with what is still missing.
 */
export async function ensureSystemPackages(): Promise<string[]> {
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (process.getuid?.() !== 0 || !onPath("apt-get")) return wanted;
  console.error(`Installing ${wanted.join(", ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run(["apt-get", "update", "-qq"], { env, output: "ignore" });
  await run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...wanted], {
    env,
    output: "ignore",
  });
  return missing();
}

function missing(): string[] {
  return needed.filter(([binary]) => !onPath(binary)).map(([, debianPackage]) => debianPackage);
}

function onPath(binary: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => {
    try {
      accessSync(`${folder}/${binary}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
