import { parseImage } from "@berth/image-pattern";
import { exactHosts } from "../../host/host-rule.ts";
import type {
  ExpiryReading,
  Findings,
  RegistryType,
  SuggestedPattern,
} from "../../registry-type.ts";
import { dayInWords, dayMs } from "../../text/date.ts";
import { flagSetting, listSetting, textSetting, type Settings } from "../../values.ts";
import { hubGuide } from "./guide.ts";
import { readHubPaste } from "./pasted.ts";
import { hubSettings } from "./settings.ts";
import { hubSecretFields } from "./token.ts";
import { dockerHubName } from "./name.ts";

/** Docker Hub: a namespace, and an organization or personal access token. */
export const dockerHub: RegistryType = {
  ...dockerHubName,
  needs: "The organization or user, and an access token that can pull",
  minutes: 3,
  settings: hubSettings,
  secretFields: hubSecretFields,
  presets: [],
  headOnly: true,
  blocksNonRegistryHost: false,
  hostStars: { kind: "none" },
  checkTogether,
  checkAccess,
  identity: (settings) => textSetting(settings, "username") || null,
  defaultHost: () => "docker.io",
  suggestName(settings) {
    const namespace = textSetting(settings, "namespace");
    return namespace === "" ? null : `Docker Hub ${namespace}`;
  },
  hostRule: () => exactHosts(["docker.io"]),
  suggestPatterns,
  readPasted: readHubPaste,
  guide: hubGuide,
  describeSecret: () => [],
  expiry,
  userNameRule: (settings) =>
    textSetting(settings, "tokenKind") === "personal"
      ? "With a personal access token the user name is the Docker ID, not the e-mail address."
      : "With an organization access token the user name is the organization's name.",
  realmRule: () => ({
    sameOrigin: false,
    urls: ["https://auth.docker.io/token"],
    pinnedOrigins: [],
    mayPin: false,
  }),
  handOut: () => ({
    carrier: "registry-token",
    what: "a token that Docker Hub issues for one repository",
    life: "about 5 minutes",
    narrowness: "pulling from one repository",
    coversHost: false,
    storedConsequence:
      "Workers, and whoever can run code on them, can then read the access token and use it for every repository it covers until you revoke it.",
  }),
  binding: (settings) => ({
    scheme: "https",
    pathPrefix: "",
    identity: textSetting(settings, "username"),
    place: "",
    pinnedRealm: "",
    pinnedCa: "",
  }),
};

function checkTogether(settings: Settings): Findings {
  if (
    textSetting(settings, "lifetime") !== "none" ||
    textSetting(settings, "tokenKind") === "personal"
  ) {
    return { issues: [], notices: [] };
  }
  return {
    issues: [
      {
        path: "settings.lifetime",
        code: "endless-organization-token",
        message:
          "An organization access token ends after a year at the latest. Choose how long yours lasts.",
      },
    ],
    notices: [],
  };
}

/** The user name follows from the kind of token; only a personal token needs it typed. */
function checkAccess(settings: Settings): Findings & { settings: Settings } {
  const namespace = textSetting(settings, "namespace");
  const username = textSetting(settings, "username");
  if (textSetting(settings, "tokenKind") === "personal") {
    const issues =
      username === ""
        ? [
            {
              path: "settings.username",
              code: "required",
              message: "Enter the Docker ID that the token belongs to.",
            },
          ]
        : [];
    return { issues, notices: [], settings: {} };
  }
  if (username === "") {
    const notice = {
      path: "settings.username",
      code: "user-name-filled-in",
      message: `The user name of an organization access token is the organization's name: ${namespace}.`,
    };
    return { issues: [], notices: [notice], settings: { username: namespace } };
  }
  if (username === namespace) return { issues: [], notices: [], settings: {} };
  return {
    issues: [],
    notices: [
      {
        path: "settings.username",
        code: "not-the-organization",
        tone: "warning",
        message: `With an organization access token the user name is the organization's name. Is it not \`${namespace}\`?`,
        fix: { kind: "set", label: `Use ${namespace}`, values: { username: namespace } },
      },
    ],
    settings: {},
  };
}

function suggestPatterns(settings: Settings, testImage: string | null): SuggestedPattern[] {
  const namespace = textSetting(settings, "namespace");
  const patterns: SuggestedPattern[] = [];
  if (namespace !== "") {
    for (const name of listSetting(settings, "repositories")) {
      patterns.push({
        text: `docker.io/${namespace}/${name}`,
        covers: `the repository \`${name}\``,
      });
    }
    patterns.push({ text: `docker.io/${namespace}/*`, covers: `everything of \`${namespace}\`` });
  }
  const parsed = testImage === null ? null : parseImage(testImage);
  if (parsed?.ok === true && parsed.image.host === "docker.io") {
    const text = parsed.image.canonical;
    if (!patterns.some((pattern) => pattern.text === text)) {
      patterns.push({ text, covers: "this one repository" });
    }
  }
  if (flagSetting(settings, "signInPublic")) {
    patterns.push({
      text: "docker.io/*",
      covers:
        "every image on Docker Hub, public ones too: if the token ends, those pulls fail as well",
    });
  }
  return patterns;
}

const reminderDays = 90;

function expiry(_secret: unknown, settings: Settings, nowMs: number): ExpiryReading {
  const lifetime = textSetting(settings, "lifetime");
  if (lifetime === "none") {
    return { source: "entered", at: null, text: "You said that this token never ends." };
  }
  const days = Number(lifetime);
  if (days > 0) {
    const at = nowMs + days * dayMs;
    return {
      source: "default",
      at,
      text: `${days} days from today, ${dayInWords(at)}. Correct it if the token is older: Docker Hub doesn't tell.`,
    };
  }
  return {
    source: "unknown",
    at: null,
    remindAt: nowMs + reminderDays * dayMs,
    text: "We can't read this date from the token. Set a reminder so it doesn't surprise you.",
  };
}
