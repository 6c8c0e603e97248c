import { canonicalHost } from "./host.ts";
import { hostGlob, hostGlobMatches, hostGlobsMeet } from "./host-glob.ts";
import type { HostGlob } from "./host-glob.ts";

/**
 * The hosts of a registry: a list, or the one wildcard its type declares. In a wildcard `*` takes
 * one or more characters of one label. A text in the list that is no host allows nothing. An
 * index reads each rule object once, so don't change one that is in use.
 */
export type HostRule =
  | { readonly kind: "exact"; readonly hosts: readonly string[] }
  | { readonly kind: "wildcard"; readonly pattern: string };

/** A host rule in canonical form: a list of hosts or a wildcard. */
export type CompiledRule = ReadonlySet<string> | HostGlob;

/** Whether an image's canonical host is one of the registry's own. */
export function hostRuleAllows(rule: HostRule, host: string): boolean {
  const compiled = compileHostRule(rule);
  return compiled !== null && ruleAllows(compiled, host);
}

/** Whether some host satisfies both the rule and the canonical host of a pattern (stars or not). */
export function hostRuleMeets(rule: HostRule, patternHost: string): boolean {
  const compiled = compileHostRule(rule);
  if (compiled === null) return false;
  if (!patternHost.includes("*")) return ruleAllows(compiled, patternHost);
  const glob = hostGlob(patternHost);
  if (!(compiled instanceof Set)) return hostGlobsMeet(compiled as HostGlob, glob);
  return [...compiled].some((host) => hostGlobMatches(glob, host));
}

export function ruleAllows(rule: CompiledRule, host: string): boolean {
  return rule instanceof Set ? rule.has(host) : hostGlobMatches(rule as HostGlob, host);
}

/** The rule in canonical form, or null when it is none. */
export function compileHostRule(rule: HostRule): CompiledRule | null {
  if (typeof rule !== "object" || rule === null) return null;
  if (rule.kind === "exact") {
    if (!Array.isArray(rule.hosts)) return null;
    const hosts = new Set<string>();
    for (const text of rule.hosts as readonly unknown[]) {
      const host = typeof text === "string" ? canonicalHost(text) : null;
      if (host?.ok === true) hosts.add(host.host);
    }
    return hosts;
  }
  if (rule.kind !== "wildcard" || typeof rule.pattern !== "string") return null;
  const host = canonicalHost(rule.pattern, true);
  return host.ok ? hostGlob(host.host) : null;
}
