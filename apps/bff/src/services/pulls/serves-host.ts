import { hostRuleAllows } from "@berth/image-pattern";
import type { PatternEntry } from "../../store/rows.ts";

export type HostService = { entry: PatternEntry; why: string } | { entry: null; why: string };

/**
 * Which pattern serves clients that know only a canonical host. They can't say which image they want, so
 * one registry alone has to have patterns there, and one of them has to be the whole host.
 */
export function servesHost(entries: Iterable<PatternEntry>, host: string): HostService {
  const there = [...entries].filter((entry) => reaches(entry, host));
  const names = [...new Set(there.map(({ registryName }) => `'${registryName}'`))].sort();
  const registries = new Set(there.map(({ registryId }) => registryId));
  if (registries.size === 0) {
    return { entry: null, why: `No pattern of this organization is on ${host}.` };
  }
  if (registries.size > 1) {
    const why = `${names.join(" and ")} share ${host}, and a client that knows only the host can't say whose image it wants.`;
    return { entry: null, why };
  }
  const whole = there.filter(({ pattern }) => pattern.endsWith("/*") && isWholeHost(pattern));
  // A host written out comes before a host with a star.
  const entry = whole.find(({ pattern }) => pattern === `${host}/*`) ?? whole[0];
  if (entry !== undefined) {
    return {
      entry,
      why: `\`${entry.pattern}\` is the whole host, and no other registry is on it.`,
    };
  }
  const why = `${names.join("")} serves only part of ${host}, and a client that knows only the host can't say which image it wants.`;
  return { entry: null, why };
}

function reaches({ pattern, hosts }: PatternEntry, host: string): boolean {
  const own = pattern.slice(0, pattern.indexOf("/"));
  const same = own.includes("*")
    ? hostRuleAllows({ kind: "wildcard", pattern: own }, host)
    : own === host;
  return same && hostRuleAllows(hosts, host);
}

function isWholeHost(pattern: string): boolean {
  return pattern.indexOf("/") === pattern.length - 2;
}
