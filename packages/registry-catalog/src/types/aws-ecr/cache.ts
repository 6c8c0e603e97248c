import { gap, namespaceFor, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { ecrHostRule } from "./hosts.ts";

/** The prefix is chosen with the rule; these are the ones that the ECR console proposes. */
export const ecrCache: PullThroughCache = {
  name: "pull-through cache rule",
  setUp: (upstream) =>
    `In the ECR console, create a pull-through cache rule for \`${upstream}\` with the namespace prefix \`${namespaceFor(upstream)}\`. Whoever pulls first needs \`ecr:BatchImportUpstreamImage\` and \`ecr:CreateRepository\`.`,
  prefix(settings, upstream) {
    const rule = ecrHostRule(settings);
    const host = rule?.kind === "exact" ? rule.hosts[0] : undefined;
    const named =
      host === undefined
        ? [gap("account"), text(".dkr.ecr."), gap("region"), text(".amazonaws.com")]
        : [text(host)];
    return [...named, text(`/${namespaceFor(upstream)}`)];
  },
};
