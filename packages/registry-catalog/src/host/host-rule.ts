import { hostRuleAllows, hostRuleMeets, type HostRule } from "@berth/image-pattern";

/** A rule of exact hosts, sorted and without duplicates, so that equal rules read the same. */
export function exactHosts(hosts: readonly string[]): HostRule {
  return { kind: "exact", hosts: [...new Set(hosts)].toSorted() };
}

/**
 * Does a pattern's host, `*` included, lie within the rule? Over exact hosts a star ranges only over
 * them, so one that meets any of them will do; within a wildcard it must not reach further.
 */
export function coversOnly(rule: HostRule, patternHost: string): boolean {
  if (rule.kind === "exact") return hostRuleMeets(rule, patternHost);
  // The pattern's star is an ordinary character to the rule, so only the rule's own star can take it.
  return hostRuleAllows(rule, patternHost);
}

/** The host of the rule that was most likely meant; null where the rule gives none to write down. */
export function suggestHost(rule: HostRule): string | null {
  return rule.kind === "exact" ? (rule.hosts[0] ?? null) : rule.pattern;
}

/** To be read after "this registry", such as "has the host `reg.example.com`". */
export function hostsInWords(rule: HostRule): string {
  if (rule.kind === "wildcard") return `has hosts of the form \`${rule.pattern}\``;
  const named = rule.hosts.slice(0, 3).map((host) => `\`${host}\``);
  const more = rule.hosts.length - named.length;
  if (more > 0) named.push(`${more} more`);
  const last = named.pop() ?? "";
  return named.length === 0
    ? `has the host ${last}`
    : `has the hosts ${named.join(", ")} and ${last}`;
}
