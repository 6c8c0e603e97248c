import type { WorkerPattern } from "@berth/api-contract";
import { hostRuleAllows } from "@berth/image-pattern";

export type MatchImages = {
  /** Sorted, none within another. */
  matchImages: string[];
  /** Where the kubelet asks for more than the patterns cover, and why. */
  notes: string[];
};

/**
 * The narrowest list by which the kubelet asks for every image that the patterns cover. It knows stars in a
 * host only, and compares paths as plain prefixes.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/
 */
export function matchImagesOf(patterns: readonly WorkerPattern[]): MatchImages {
  const all = new Set<string>();
  const notes: string[] = [];
  for (const { pattern, hosts: rule } of patterns) {
    const slash = pattern.indexOf("/");
    const { prefix, wider } = prefixOf(pattern.slice(slash + 1));
    const hosts = hostsOf(pattern.slice(0, slash), rule);
    for (const host of hosts) {
      const match = prefix === "" ? host : `${host}/${prefix}`;
      all.add(match);
      if (wider !== null) notes.push(`${match} (for ${pattern}) ${wider}`);
      if (/[^.]\*|\*[^.]/.test(host)) {
        notes.push(`${match} (for ${pattern}) also asks where * stands for nothing`);
      }
    }
  }
  const matchImages = [...all].filter((one) => ![...all].some((other) => within(one, other)));
  const left = new Set(matchImages);
  return {
    matchImages: matchImages.sort(),
    notes: [...new Set(notes)].filter((note) => left.has(note.slice(0, note.indexOf(" ")))).sort(),
  };
}

/** Hosts of a list are named one by one: a star would ask for strangers' as well. */
function hostsOf(host: string, rule: WorkerPattern["hosts"]): string[] {
  if (!host.includes("*") || rule.kind === "wildcard") return [host];
  return rule.hosts.filter((one) => hostRuleAllows({ kind: "wildcard", pattern: host }, one));
}

function prefixOf(path: string): { prefix: string; wider: string | null } {
  if (path === "*") return { prefix: "", wider: null };
  const below = path.endsWith("/*") && path.indexOf("*") === path.length - 1;
  const literal = path.includes("*") ? path.slice(0, path.indexOf("*")) : path;
  const prefix = below ? literal.slice(0, -1) : literal;
  if (prefix === "") return { prefix, wider: "asks for the whole host" };
  if (below || literal === path) {
    return { prefix, wider: `also asks for names that go on, such as ${prefix}-other` };
  }
  return { prefix, wider: `asks for everything that begins with ${prefix}` };
}

/** Whether the kubelet asks for everything of one entry because of another. */
function within(one: string, other: string): boolean {
  if (one === other) return false;
  const [host, otherHost] = [one, other].map((text) => text.split("/")[0]);
  return host === otherHost && (other === otherHost || one.startsWith(other));
}
