import type { HostRule } from "@berth/image-pattern";
import { exactHosts } from "../../host/host-rule.ts";
import { schemeOf } from "../../fields/connection.ts";
import { standardCache } from "./cache.ts";
import type { HandOut, RealmRule, RegistryType } from "../../registry-type.ts";
import { textSetting, type Settings } from "../../values.ts";
import { standardExpiry } from "./expiry.ts";
import { standardGuide } from "./guide.ts";
import { readStandardPaste } from "./pasted.ts";
import { suggestStandardPatterns } from "./patterns.ts";
import { presetById, presetOfHost, standardPresets } from "./presets.ts";
import { standardSecretFields } from "./secret.ts";
import { standardHostStars, standardSettings } from "./settings.ts";
import { checkStandardAccess, checkStandardTogether } from "./together.ts";
import { standardName } from "./name.ts";

/** Any registry with standard Docker authentication: a host, a user name or none, a password or token. */
export const standard: RegistryType = {
  ...standardName,
  needs: "The registry's host, and a user name with a password or token",
  minutes: 3,
  settings: standardSettings,
  secretFields: standardSecretFields,
  presets: standardPresets.map((preset) => ({
    id: preset.id,
    label: preset.label,
    settings: {
      preset: preset.id,
      ...(preset.host === "" ? {} : { host: preset.host }),
      ...(preset.fixedUserName === undefined ? {} : { username: preset.fixedUserName }),
    },
    hint: preset.userNameRule,
  })),
  headOnly: false,
  blocksNonRegistryHost: true,
  hostStars: standardHostStars,
  checkTogether: checkStandardTogether,
  checkAccess: checkStandardAccess,
  identity: (settings) => textSetting(settings, "username") || null,
  defaultHost(settings) {
    const host = textSetting(settings, "host");
    return host === "" || host.includes("*") ? null : host;
  },
  hostRule,
  suggestPatterns: (settings, testImage) => suggestStandardPatterns(hostRule(settings), testImage),
  readPasted: readStandardPaste,
  guide: standardGuide,
  describeSecret: () => [],
  expiry: standardExpiry,
  userNameRule: (settings) => presetById(textSetting(settings, "preset")).userNameRule,
  realmRule,
  handOut,
  pullThroughCache: standardCache,
  binding: (settings) => ({
    scheme: schemeOf(settings),
    pathPrefix: "",
    identity: textSetting(settings, "username"),
    place: "",
    pinnedRealm: textSetting(settings, "tokenOrigin"),
    pinnedCa: textSetting(settings, "caCertificate"),
  }),
};

function hostRule(settings: Settings): HostRule | null {
  const host = textSetting(settings, "host");
  if (host === "") return null;
  return host.includes("*") ? { kind: "wildcard", pattern: host } : exactHosts([host]);
}

/** Token services of public registries that live on a sibling host (recorded challenges, 2026). */
const siblingRealms: Readonly<Record<string, string>> = {
  "registry.gitlab.com": "https://gitlab.com/jwt/auth",
};

function realmRule(settings: Settings, host: string): RealmRule {
  const sibling = siblingRealms[host];
  const pinned = textSetting(settings, "tokenOrigin");
  return {
    sameOrigin: true,
    urls: sibling === undefined ? [] : [sibling],
    pinnedOrigins: pinned === "" ? [] : [pinned],
    mayPin: true,
  };
}

function handOut(settings: Settings, scheme: "basic" | "bearer" | null): HandOut {
  const storedConsequence =
    "Workers, and whoever can run code on them, can then read this secret and use it for everything it allows until you replace it.";
  if (scheme === "basic") {
    return {
      carrier: "stored-secret",
      what: "the stored user name and password, because this registry gives out no tokens",
      life: "until you replace the secret",
      narrowness: "everything the secret allows",
      coversHost: true,
      storedConsequence,
    };
  }
  const shared = presetOfHost(textSetting(settings, "host"))?.id === "ghcr";
  return {
    carrier: "registry-token",
    what: "a token that the registry issues for one repository",
    life: "as long as the registry says, at most 1 hour",
    narrowness: shared
      ? "GitHub's token can hold the personal access token itself: treat it like the stored secret"
      : "pulling from one repository",
    coversHost: false,
    storedConsequence,
  };
}
