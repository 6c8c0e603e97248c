import type { Findings, HandOut, RegistryType } from "../../registry-type.ts";
import { dayMs } from "../../text/date.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import { ecrCache } from "./cache.ts";
import { ecrSecretFields } from "./access-key.ts";
import { isEcrRegionStar } from "./ecr-host.ts";
import { ecrGuide } from "./guide.ts";
import { ecrHostRule, explainEcrOutside, formOf } from "./hosts.ts";
import { readEcrPaste } from "./pasted.ts";
import { suggestEcrPatterns } from "./patterns.ts";
import { partitionOfRegion } from "./regions.ts";
import { checkEcrServerRole, ecrOwnRole } from "./role.ts";
import { ecrSettings } from "./settings.ts";
import { awsEcrName } from "./name.ts";

const reminderDays = 90;

/** Private registries of AWS ECR: an account, its regions, and an access key or a role. */
export const awsEcr: RegistryType = {
  ...awsEcrName,
  needs: "The AWS account id, the region, and an access key or a role",
  minutes: 5,
  settings: ecrSettings,
  secretFields: ecrSecretFields,
  presets: [],
  headOnly: false,
  blocksNonRegistryHost: false,
  hostStars: {
    kind: "labels",
    fits: isEcrRegionStar,
    example: "123456789012.dkr.ecr.*.amazonaws.com",
    over: "the region",
  },
  checkTogether,
  checkAccess: () => ({ issues: [], notices: [], settings: {} }),
  identity,
  defaultHost(settings) {
    const rule = ecrHostRule(settings);
    return rule?.kind === "exact" && rule.hosts.length === 1 ? (rule.hosts[0] ?? null) : null;
  },
  hostRule: ecrHostRule,
  explainOutside: explainEcrOutside,
  suggestPatterns: suggestEcrPatterns,
  readPasted: readEcrPaste,
  guide: ecrGuide,
  ownRole: ecrOwnRole,
  checkServerRole: checkEcrServerRole,
  describeSecret: () => [],
  expiry: (_secret, settings, nowMs) => ({
    source: "unknown",
    at: null,
    remindAt: nowMs + reminderDays * dayMs,
    text:
      textSetting(settings, "method") === "access-key"
        ? `An access key never ends by itself. Set a reminder to replace it; ${reminderDays} days is a good habit.`
        : "A role has no secret that ends. A reminder helps to look at its rights now and then.",
  }),
  userNameRule: () =>
    "ECR's user name is always `AWS`; what counts is the access key ID and the secret that belongs to it.",
  // ECR answers with a Basic challenge and names no token service.
  realmRule: () => ({ sameOrigin: false, urls: [], pinnedOrigins: [], mayPin: false }),
  handOut,
  pullThroughCache: () => ecrCache,
  binding: (settings) => ({
    scheme: "https",
    pathPrefix: "",
    identity: boundIdentity(settings),
    place: boundPlace(settings),
    pinnedRealm: "",
    pinnedCa: "",
  }),
};

function checkTogether(settings: Settings): Findings {
  const regions = listSetting(settings, "regions");
  const partitions = new Set(regions.map((region) => partitionOfRegion(region)?.id));
  const issue = (path: string, code: string, message: string) => ({
    issues: [{ path, code, message }],
    notices: [],
  });
  if (regions.includes("*") && regions.length > 1) {
    return issue(
      "settings.regions",
      "star-and-regions",
      "`*` already covers every region. Remove it or the others.",
    );
  }
  if (partitions.size > 1) {
    return issue(
      "settings.regions",
      "mixed-partitions",
      "These regions belong to separate parts of AWS, with accounts and keys of their own. Add one registry for each part.",
    );
  }
  const dualStack = formOf(settings).startsWith("dual-stack");
  const without = regions.find(
    (region) => region !== "*" && partitionOfRegion(region)?.dualStack === null,
  );
  if (dualStack && without !== undefined) {
    return issue(
      "settings.hostForm",
      "no-dual-stack",
      `${without} has no dual-stack hosts. Choose Standard or FIPS.`,
    );
  }
  return { issues: [], notices: [] };
}

function identity(settings: Settings): string | null {
  switch (textSetting(settings, "method")) {
    case "worker-role":
      return "the workers' role";
    case "server-role":
      return textSetting(settings, "roleArn") || "this server's role";
    default:
      return textSetting(settings, "accessKeyId") || null;
  }
}

function boundIdentity(settings: Settings): string {
  return textSetting(settings, "accessKeyId") || textSetting(settings, "roleArn");
}

function boundPlace(settings: Settings): string {
  const regions = listSetting(settings, "regions").toSorted().join(",");
  // Neither a method nor a region nor an external id can hold a space.
  return `${textSetting(settings, "method")} ${regions} ${textSetting(settings, "externalId")}`;
}

function handOut(settings: Settings): HandOut {
  if (textSetting(settings, "method") === "worker-role") {
    return {
      carrier: "none",
      what: "nothing: workers sign in with their own role",
      life: "12 hours, renewed by the worker",
      narrowness: "whatever the role may read",
      coversHost: true,
      storedConsequence: null,
    };
  }
  return {
    carrier: "user-password",
    what: "the user name `AWS` and a password that AWS issues for one region",
    life: "at most 12 hours; it can't be taken back",
    narrowness: "everything the key or role may read in that region",
    coversHost: true,
    storedConsequence: null,
  };
}
