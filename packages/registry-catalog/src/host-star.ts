import { getDomain } from "tldts";
import { sharedSuffixOf } from "./host/shared-suffixes.ts";

/**
 * Where a registry type allows `*` in a host.
 * `none`: nowhere. `labels`: where the type's own host form has a gap, such as ECR's region.
 * `own-domain`: as one whole label below a domain that belongs to the organization alone.
 */
export type HostStarRule =
  | { readonly kind: "none" }
  | {
      readonly kind: "labels";
      /** Does this host, `*` included, have the declared form? */
      fits(host: string): boolean;
      /** Such as `123456789012.dkr.ecr.*.amazonaws.com`. */
      readonly example: string;
      /** What the star stands for, such as "the region". */
      readonly over: string;
    }
  | { readonly kind: "own-domain"; readonly example: string };

export type StarErrorCode =
  | "star-not-declared"
  | "star-place"
  | "star-public-suffix"
  | "star-shared-suffix";

export interface StarProblem {
  readonly code: StarErrorCode;
  readonly message: string;
  /** Position of the first `*` in the host. */
  readonly at: number;
}

/**
 * The second layer of the rule on `*` in a host: what a registry type gives a meaning to. Null where
 * the star may stand. `host` is canonical and has passed the first layer (no star in the last two
 * labels, in a port or in an address).
 */
export function checkHostStar(
  rule: HostStarRule,
  typeName: string,
  host: string,
): StarProblem | null {
  if (rule.kind === "labels" && rule.fits(host)) return null;
  const trouble = (code: StarErrorCode, message: string) => ({
    code,
    message,
    at: host.indexOf("*"),
  });
  const below = host.slice(host.lastIndexOf("*") + 1);
  const domain = below.slice(below.indexOf(".") + 1).replace(/:\d+$/, "");
  const shared = sharedSuffixOf(domain);
  if (shared !== null) {
    return trouble(
      "star-shared-suffix",
      `\`${shared.suffix}\` is shared by ${shared.sharedBy}. A \`*\` there could send this secret to someone else's registry.`,
    );
  }
  // A name that the star could stand for: if it were registrable, strangers could register it.
  const covered = `x.${domain}`;
  const registrable = getDomain(covered, listOptions);
  if (registrable === null || registrable === covered) {
    return trouble(
      "star-public-suffix",
      `Anybody can get a name below \`${domain}\`. A \`*\` there could send this secret to someone else's registry.`,
    );
  }
  if (rule.kind === "none") {
    return trouble(
      "star-not-declared",
      `${typeName} registries have exact hosts; \`*\` may stand only behind the first \`/\`.`,
    );
  }
  if (rule.kind === "labels") {
    return trouble(
      "star-place",
      `With ${typeName}, \`*\` in the host may stand only for ${rule.over}, as in \`${rule.example}\`.`,
    );
  }
  if (!/^\*\.[^*]+$/.test(host)) {
    return trouble(
      "star-place",
      `In a host, \`*\` may stand only as the whole first part, as in \`${rule.example}\`.`,
    );
  }
  return null;
}

/** Hosts arrive parsed, so the list must neither look for a URL in them nor refuse unusual names. */
const listOptions = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };
