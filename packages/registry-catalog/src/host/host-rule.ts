import { splitHost } from "@berth/image-pattern";

/**
 * The hosts a registry may be reached under: a sorted list, or the one wildcard its type declares
 * (`*` takes one or more characters of one label).
 */
export type HostRule =
  | { readonly kind: "exact"; readonly hosts: readonly string[] }
  | { readonly kind: "wildcard"; readonly pattern: string };

/** A rule of exact hosts, sorted and without duplicates, so that equal rules read the same. */
export function exactHosts(hosts: readonly string[]): HostRule {
  return { kind: "exact", hosts: [...new Set(hosts)].toSorted() };
}

/** Is this host, without `*`, one of the rule's? */
export function hostFitsRule(rule: HostRule, host: string): boolean {
  return rule.kind === "exact" ? rule.hosts.includes(host) : hostFits(rule.pattern, host);
}

/**
 * Does a pattern's host, `*` included, lie within the rule? Over exact hosts a star ranges only over
 * them, so one that meets any of them will do; within a wildcard it must not reach further.
 */
export function coversOnly(rule: HostRule, patternHost: string): boolean {
  if (rule.kind === "exact" && patternHost.includes("*")) {
    return rule.hosts.some((host) => hostFits(patternHost, host));
  }
  // A star of the pattern is an ordinary character for the rule's own star, so only the latter can take it.
  return hostFitsRule(rule, patternHost);
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

/** Label by label, so that a star never takes a dot; ports must be equal. */
function hostFits(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  const wanted = splitHost(pattern);
  const given = splitHost(host);
  if (wanted.port !== given.port || wanted.name.startsWith("[")) return false;
  const wantedLabels = wanted.name.split(".");
  const givenLabels = given.name.split(".");
  return (
    wantedLabels.length === givenLabels.length &&
    wantedLabels.every((label, i) => labelFits(label, givenLabels[i] ?? ""))
  );
}

/** Leftmost placing of each literal piece decides, so the time is linear however many stars there are. */
function labelFits(pattern: string, label: string): boolean {
  const [head = "", ...pieces] = pattern.split("*");
  const tail = pieces.pop();
  if (tail === undefined) return pattern === label;
  if (!label.startsWith(head) || !label.endsWith(tail)) return false;
  let at = head.length;
  for (const piece of pieces) {
    const found = label.indexOf(piece, at + 1);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return label.length - tail.length > at;
}
