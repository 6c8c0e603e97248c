import { hostRuleAllows } from "./host-rule.ts";
import type { HostRule } from "./host-rule.ts";

/** By what the kubelet asks for the images of one pattern. */
export interface KubeletMatch {
  /** The narrowest entries of `matchImages`; none where no host of the registry fits. */
  readonly matches: readonly string[];
  /** Each way in which the kubelet asks for more than the pattern covers, to be read behind a match. */
  readonly wider: readonly string[];
}

/**
 * What the kubelet can express of a canonical pattern: it knows stars in a host only, and compares paths
 * as plain prefixes.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/
 */
export function kubeletMatch({
  pattern,
  hosts: rule,
}: {
  readonly pattern: string;
  readonly hosts: HostRule;
}): KubeletMatch {
  const slash = pattern.indexOf("/");
  const host = pattern.slice(0, slash);
  const { prefix, wider } = prefixOf(pattern.slice(slash + 1));
  const hosts = hostsOf(host, rule);
  const loose = hosts.some((one) => /[^.]\*|\*[^.]/.test(one));
  return {
    matches: hosts.map((one) => (prefix === "" ? one : `${one}/${prefix}`)),
    wider: [
      ...(wider === null ? [] : [wider]),
      ...(loose ? ["also asks where * stands for nothing"] : []),
    ],
  };
}

/** Hosts of a list are named one by one: a star would ask for strangers' as well. */
function hostsOf(host: string, rule: HostRule): readonly string[] {
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
