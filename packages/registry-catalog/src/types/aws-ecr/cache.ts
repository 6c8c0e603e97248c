import type { HostRule } from "@berth/image-pattern";
import type { Template } from "../../guide.ts";
import { gap, namespaceFor, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { parseEcrHost } from "./ecr-host.ts";
import { ecrHostRule } from "./hosts.ts";

/** The prefix is chosen with the rule; these are the ones that the ECR console proposes. */
export const ecrCache: PullThroughCache = {
  name: "pull-through cache rule",
  fetchesFrom: (upstream) => upstreams.test(upstream) || parseEcrHost(upstream) !== null,
  setUp: (upstream) =>
    `In the ECR console, create a pull-through cache rule for \`${upstream}\` with the namespace prefix \`${namespaceFor(upstream)}\`. Whoever pulls first needs \`ecr:BatchImportUpstreamImage\` and \`ecr:CreateRepository\`.`,
  prefix(settings, upstream) {
    const rule = ecrHostRule(settings);
    return [...hostOf(rule), text(`/${namespaceFor(upstream)}`)];
  },
};

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html; of GitLab, gitlab.com's alone.
const upstreams =
  /^(?:docker\.io|public\.ecr\.aws|registry\.k8s\.io|quay\.io|ghcr\.io|registry\.gitlab\.com|cgr\.dev|[^/]+\.azurecr\.io)$/;

function hostOf(rule: HostRule | null): Template {
  if (rule === null) {
    return [gap("account"), text(".dkr.ecr."), gap("region"), text(".amazonaws.com")];
  }
  if (rule.kind === "exact") return [text(rule.hosts[0] ?? "")];
  const [before = "", after = ""] = rule.pattern.split("*");
  return [text(before), gap("region"), text(after)];
}
