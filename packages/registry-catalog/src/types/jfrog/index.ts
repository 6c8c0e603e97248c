import { hostRuleAllows, parseImage } from "@berth/image-pattern";
import { schemeOf } from "../../fields/connection.ts";
import type {
  ExpiryReading,
  Fact,
  HandOut,
  RealmRule,
  RegistryType,
  SuggestedPattern,
} from "../../registry-type.ts";
import { dayInWords, dayMs } from "../../text/date.ts";
import { listSetting, textSetting, type SecretValues, type Settings } from "../../values.ts";
import { jfrogCache } from "./cache.ts";
import { checkJfrogAccess, checkJfrogTogether } from "./access.ts";
import { dockerHost, jfrogHostRule, methodOf } from "./docker-hosts.ts";
import { jfrogGuide } from "./guide.ts";
import { readJfrogPaste } from "./pasted.ts";
import { jfrogSettings } from "./settings.ts";
import { jfrogSecretFields, readJfrogToken, shown } from "./token.ts";
import { jfrogName } from "./name.ts";

/** JFrog Artifactory, in the cloud or self-managed: a host, an access method, and a token. */
export const jfrog: RegistryType = {
  ...jfrogName,
  needs: "The Artifactory host, the repository key, and an access token",
  minutes: 4,
  settings: jfrogSettings,
  secretFields: jfrogSecretFields,
  presets: [],
  headOnly: false,
  blocksNonRegistryHost: true,
  hostStars: { kind: "own-domain", example: "*.art.example.com" },
  checkTogether: checkJfrogTogether,
  checkAccess: checkJfrogAccess,
  identity: (settings) => textSetting(settings, "username") || null,
  defaultHost(settings) {
    const repositories = listSetting(settings, "repositories");
    if (methodOf(settings) !== "subdomain") return dockerHost(settings, "");
    const [only] = repositories;
    return only === undefined || only === "*" ? null : dockerHost(settings, only);
  },
  hostRule: jfrogHostRule,
  suggestPatterns,
  readPasted: readJfrogPaste,
  guide: jfrogGuide,
  describeSecret,
  expiry,
  userNameRule: () =>
    "The user name is the user that the token was made for. Artifactory compares the two.",
  realmRule,
  handOut,
  pullThroughCache: () => jfrogCache,
  binding: (settings) => ({
    scheme: schemeOf(settings),
    pathPrefix: "",
    identity: textSetting(settings, "username"),
    place: textSetting(settings, "host"),
    pinnedRealm: textSetting(settings, "tokenOrigin"),
    pinnedCa: textSetting(settings, "caCertificate"),
  }),
};

/**
 * Artifactory makes access tokens of the scope of a user, and of a group's for admins alone: with a token for a
 * group there is its own token for one repository, which clients that want a user name and secret don't take.
 * @see https://jfrog.com/help/r/jfrog-rest-apis/create-scoped-token
 */
function handOut(settings: Settings): HandOut {
  const life = "at most 1 hour";
  const storedConsequence =
    "Workers, and whoever can run code on them, can then read the stored token and use it for everything it allows until you revoke it.";
  if (textSetting(settings, "group") !== "") {
    return {
      carrier: "registry-token",
      what: "a token that Artifactory issues for one repository",
      life,
      narrowness: "pulling from one repository",
      coversHost: false,
      storedConsequence,
    };
  }
  return {
    carrier: "user-password",
    what: "a fresh access token for the same user, or Artifactory's own token for one repository where the stored token is for a group",
    life,
    narrowness: "everything the token's user or groups may read",
    coversHost: true,
    storedConsequence,
  };
}

/**
 * The token endpoint lies on the registry's own host, often written with its `:443`; behind subdomains
 * and ports it may lie on Artifactory's own host, which the admin has entered.
 */
function realmRule(settings: Settings): RealmRule {
  const pinned = textSetting(settings, "tokenOrigin");
  return {
    sameOrigin: true,
    urls: [],
    pinnedOrigins: [
      `${schemeOf(settings)}://${textSetting(settings, "host")}`,
      ...(pinned === "" ? [] : [pinned]),
    ],
    mayPin: true,
  };
}

function suggestPatterns(settings: Settings, testImage: string | null): SuggestedPattern[] {
  const rule = jfrogHostRule(settings);
  if (rule === null) return [];
  const patterns = repositoryPatterns(settings);
  const parsed = testImage === null ? null : parseImage(testImage);
  if (parsed?.ok === true && hostRuleAllows(rule, parsed.image.host)) {
    patterns.push({ text: parsed.image.canonical, covers: "this one image" });
  }
  return patterns;
}

function repositoryPatterns(settings: Settings): SuggestedPattern[] {
  const repositories = listSetting(settings, "repositories");
  if (methodOf(settings) === "subdomain") {
    return repositories.map((key) => ({
      text: `${dockerHost(settings, key) ?? ""}/*`,
      covers: key === "*" ? "every repository" : `the repository \`${key}\``,
    }));
  }
  const host = dockerHost(settings, "");
  if (host === null) return [];
  const whole = { text: `${host}/*`, covers: `everything on \`${host}\`` };
  if (methodOf(settings) === "port") return [whole];
  const each = repositories.map((key) => ({
    text: `${host}/${key}/*`,
    covers: `the repository \`${key}\``,
  }));
  return [...each, whole];
}

function describeSecret(secret: SecretValues): readonly Fact[] {
  const token = readJfrogToken(secret["token"] ?? "");
  if (token === null) return [];
  return [
    { label: "Subject", value: token.subject },
    { label: "Scope", value: token.scope === "" ? "not said" : shown(token.scope) },
    { label: "Ends", value: token.expiresAt === null ? "never" : dayInWords(token.expiresAt) },
  ];
}

const reminderDays = 90;

function expiry(secret: SecretValues, _settings: Settings, nowMs: number): ExpiryReading {
  const token = readJfrogToken(secret["token"] ?? "");
  if (token === null) {
    return {
      source: "unknown",
      at: null,
      remindAt: nowMs + reminderDays * dayMs,
      text: "Can't read the expiry from this token; set a date.",
    };
  }
  if (token.expiresAt === null) {
    return { source: "read", at: null, text: "The token says that it never ends." };
  }
  return {
    source: "read",
    at: token.expiresAt,
    text: `Read from the token: it ends on ${dayInWords(token.expiresAt)}.`,
  };
}
