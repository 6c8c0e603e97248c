import { hostRuleAllows, parseImage } from "@berth/image-pattern";
import type { SecretField } from "../../field.ts";
import type { Notice } from "../../issue.ts";
import type { Findings, RegistryType, SuggestedPattern } from "../../registry-type.ts";
import { dayMs } from "../../text/date.ts";
import { listSetting, textSetting, type SecretValues, type Settings } from "../../values.ts";
import { garCache } from "./cache.ts";
import { explainGarOutside, garHostRule, isGarLocationStar, serviceOf } from "./gar-host.ts";
import { garGuide } from "./guide.ts";
import { checkKeyFile, readKeyFile } from "./key-file.ts";
import { readGarPaste } from "./pasted.ts";
import { projectPath } from "./project.ts";
import { garSettings } from "./settings.ts";
import { googleArtifactRegistryName } from "./name.ts";

const reminderDays = 90;

const secretFields: readonly SecretField[] = [
  {
    name: "keyFile",
    label: "Key file",
    help: "The `.json` file of a service account's key. Only what signing in needs is kept of it.",
    kind: "document",
    fileName: "berth-pull.json",
    applies: () => true,
    check: checkKeyFile,
  },
];

/** Google Artifact Registry and the `gcr.io` hosts: a project, its locations, and a service account's key. */
export const googleArtifactRegistry: RegistryType = {
  ...googleArtifactRegistryName,
  needs: "The project, the location, and a service account's key file",
  minutes: 5,
  settings: garSettings,
  secretFields,
  presets: [],
  headOnly: false,
  blocksNonRegistryHost: false,
  hostStars: {
    kind: "labels",
    fits: isGarLocationStar,
    example: "*-docker.pkg.dev",
    over: "the location",
  },
  checkTogether,
  checkAccess,
  identity: (settings) => textSetting(settings, "serviceAccount") || null,
  defaultHost(settings) {
    const rule = garHostRule(settings);
    return rule?.kind === "exact" && rule.hosts.length === 1 ? (rule.hosts[0] ?? null) : null;
  },
  suggestName(settings) {
    const project = textSetting(settings, "projectId");
    return project === "" ? null : `Google ${project}`;
  },
  hostRule: garHostRule,
  explainOutside: explainGarOutside,
  suggestPatterns,
  readPasted: readGarPaste,
  guide: garGuide,
  describeSecret(secret) {
    const key = readKeyFile(secret["keyFile"] ?? "");
    if (key === null) return [];
    return [
      { label: "Service account", value: key.client_email },
      { label: "Project", value: key.project_id },
      { label: "Key id", value: `${key.private_key_id.slice(0, 8)}…` },
    ];
  },
  expiry: (_secret, _settings, nowMs) => ({
    source: "unknown",
    at: null,
    remindAt: nowMs + reminderDays * dayMs,
    text: `A service account's key doesn't end by itself unless your organization's policy says so. Set a reminder to replace it; ${reminderDays} days is a good habit.`,
  }),
  userNameRule: () =>
    "Google takes no user name here; what counts is the service account in the key file.",
  // The registry only ever sees a read-only token, and asks for it on its own host (`/v2/token`).
  realmRule: () => ({ sameOrigin: true, urls: [], pinnedOrigins: [], mayPin: false }),
  handOut: () => ({
    carrier: "user-password",
    what: "the user name `oauth2accesstoken` and a read-only access token",
    life: "at most 1 hour",
    narrowness: "everything the service account may read; Google can't narrow it to one repository",
    coversHost: true,
    storedConsequence: null,
  }),
  pullThroughCache: (settings) => (serviceOf(settings) === "gcr" ? null : garCache),
  binding: (settings) => ({
    scheme: "https",
    pathPrefix: "",
    identity: textSetting(settings, "serviceAccount"),
    place: `${textSetting(settings, "keyId")} ${listSetting(settings, "locations").toSorted().join(",")}`,
    pinnedRealm: "",
    pinnedCa: "",
  }),
};

function checkTogether(settings: Settings): Findings {
  const locations = listSetting(settings, "locations");
  if (!locations.includes("*") || locations.length === 1) return { issues: [], notices: [] };
  return {
    issues: [
      {
        path: "settings.locations",
        code: "star-and-locations",
        message: "`*` already covers every location. Remove it or the others.",
      },
    ],
    notices: [],
  };
}

function checkAccess(settings: Settings, secret: SecretValues): Findings & { settings: Settings } {
  const key = readKeyFile(secret["keyFile"] ?? "");
  if (key === null) throw new Error("a key file that passed its check can't be read");
  const project = textSetting(settings, "projectId");
  const notices: Notice[] = [];
  if (key.project_id !== project) {
    notices.push({
      path: "secret.keyFile",
      code: "other-project",
      message: `This service account lives in ${key.project_id || "another project"}. That's fine as long as the role is granted on ${project}.`,
    });
  }
  if (/^\d+-compute@developer\.|@appspot\./.test(key.client_email)) {
    notices.push({
      path: "secret.keyFile",
      code: "default-account",
      tone: "warning",
      message: `${key.client_email} is a default account, which often may change the whole project. An account that can only read images is safer.`,
    });
  }
  return {
    issues: [],
    notices,
    settings: { serviceAccount: key.client_email, keyId: key.private_key_id },
  };
}

function suggestPatterns(settings: Settings, testImage: string | null): SuggestedPattern[] {
  const rule = garHostRule(settings);
  const project = projectPath(textSetting(settings, "projectId"));
  if (rule === null || project === "") return [];
  const hosts = rule.kind === "exact" ? rule.hosts : [rule.pattern];
  const patterns = hosts.flatMap((host) => [
    ...listSetting(settings, "repositories").map((name) => ({
      text: `${host}/${project}/${name}/*`,
      covers: `the repository \`${name}\``,
    })),
    { text: `${host}/${project}/*`, covers: `every repository of \`${project}\` on \`${host}\`` },
  ]);
  const parsed = testImage === null ? null : parseImage(testImage);
  if (parsed?.ok !== true || !hostRuleAllows(rule, parsed.image.host)) return patterns;
  return [...patterns, { text: parsed.image.canonical, covers: "this one image" }];
}
