import type { HostRule } from "@berth/image-pattern";
import { exactHosts } from "../../host/host-rule.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";

/** How image names reach a repository: behind the host, in its first label, or on a port of its own. */
export const accessMethods = ["path", "subdomain", "port"] as const;
export type AccessMethod = (typeof accessMethods)[number];

export function methodOf(settings: Settings): AccessMethod {
  const written = textSetting(settings, "method");
  return accessMethods.find((method) => method === written) ?? "path";
}

/** The instance of a JFrog Cloud host, such as `acme` of `acme.jfrog.io`; null for other hosts. */
export function cloudInstance(host: string): string | null {
  return /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.jfrog\.io$/.exec(host)?.[1] ?? null;
}

/** The host under which images of a repository are named; null while something is missing. */
export function dockerHost(settings: Settings, repository: string): string | null {
  const host = textSetting(settings, "host");
  if (host === "") return null;
  switch (methodOf(settings)) {
    case "path":
      return host;
    case "port": {
      const port = textSetting(settings, "port");
      return port === "" ? null : `${host.replace(/:\d+$/, "")}:${port}`;
    }
    case "subdomain": {
      const instance = cloudInstance(host);
      return instance === null ? `${repository}.${host}` : `${instance}-${repository}.jfrog.io`;
    }
    default:
      return null;
  }
}

/**
 * All hosts of the registry. With subdomains that is one per repository and the Artifactory host
 * itself, which issues tokens; `*` as repository covers every subdomain of a host of one's own.
 */
export function jfrogHostRule(settings: Settings): HostRule | null {
  const host = textSetting(settings, "host");
  if (host === "") return null;
  if (methodOf(settings) !== "subdomain") {
    const only = dockerHost(settings, "");
    return only === null ? null : exactHosts([only]);
  }
  const repositories = listSetting(settings, "repositories");
  if (repositories.length === 0) return null;
  if (repositories.includes("*")) return { kind: "wildcard", pattern: `*.${host}` };
  const hosts = repositories.map((repository) => dockerHost(settings, repository));
  return exactHosts([host, ...hosts.filter((known) => known !== null)]);
}
