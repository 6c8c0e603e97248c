import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A login file that holds no login: without one, clients look for logins in half a dozen places. */
export const emptyAuthFile = '{"auths":{}}\n';

/**
 * The configuration that makes one repository come from the loopback proxy. The image keeps its own name,
 * so that the machine's signature policy (policy.json) counts for it as ever.
 * @see https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md
 */
export function registriesConf(canonical: string, location: string): string {
  return [
    // Set on purpose: it keeps helpers out that a configuration compiled in might name.
    'credential-helpers = ["containers-auth.json"]',
    "unqualified-search-registries = []",
    "[[registry]]",
    `prefix = "${canonical}"`,
    `location = "${location}"`,
    "insecure = true",
    "",
  ].join("\n");
}

/** Folders of files that clients lay over the configuration they are given, whatever that says. */
export function overlayFolders(home: string | undefined): string[] {
  const own = home === undefined ? [] : [join(home, ".config/containers/registries.conf.d")];
  return ["/etc/containers/registries.conf.d", ...own];
}

/**
 * The file that would send a client past the proxy because it names this very repository as well, or null.
 * Anything wider loses against our entry, since the longest prefix counts.
 */
export function findRivalEntry(canonical: string, folders: readonly string[]): string | null {
  for (const folder of folders) {
    for (const name of listConf(folder)) {
      const path = join(folder, name);
      if (namesRepository(readText(path), canonical)) return path;
    }
  }
  return null;
}

function namesRepository(text: string, canonical: string): boolean {
  const entries = text.matchAll(/^\s*(?:prefix|location)\s*=\s*(["'])(.*?)\1/gm);
  return [...entries].some(
    ([, , value = ""]) =>
      value.startsWith(canonical) && /^([:@]|$)/.test(value.slice(canonical.length)),
  );
}

function listConf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".conf"));
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
