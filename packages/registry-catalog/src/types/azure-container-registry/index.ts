import { parseImage, type HostRule } from "@berth/image-pattern";
import { exactHosts } from "../../host/host-rule.ts";
import type {
  ExpiryReading,
  Findings,
  HandOut,
  RegistryType,
  SuggestedPattern,
} from "../../registry-type.ts";
import { dayInWords, dayMs } from "../../text/date.ts";
import { listSetting, textSetting, type SecretValues, type Settings } from "../../values.ts";
import { acrCache } from "./cache.ts";
import { acrGuide } from "./guide.ts";
import { readAcrPaste } from "./pasted.ts";
import { acrSecretFields } from "./secret.ts";
import { acrSettings } from "./settings.ts";
import { azureContainerRegistryName } from "./name.ts";

/** Azure Container Registry: a login server, and a service principal or a repository-scoped token. */
export const azureContainerRegistry: RegistryType = {
  ...azureContainerRegistryName,
  needs: "The login server, and a service principal with its secret or a repository-scoped token",
  minutes: 5,
  settings: acrSettings,
  secretFields: acrSecretFields,
  presets: [],
  headOnly: false,
  blocksNonRegistryHost: true,
  hostStars: { kind: "none" },
  checkTogether,
  checkAccess,
  identity: (settings) =>
    textSetting(settings, "clientId") || textSetting(settings, "tokenName") || null,
  defaultHost: (settings) => textSetting(settings, "loginServer") || null,
  hostRule,
  suggestPatterns,
  readPasted: readAcrPaste,
  guide: acrGuide,
  describeSecret: () => [],
  expiry,
  userNameRule: (settings) =>
    textSetting(settings, "credential") === "repository-token"
      ? "The user name is the token's name in the registry."
      : "The user name is the application's client id, a GUID; its display name doesn't work. The secret is the **Value**, not the ID.",
  // `/oauth2/token` and `/oauth2/exchange` lie on the registry's own host.
  realmRule: () => ({ sameOrigin: true, urls: [], pinnedOrigins: [], mayPin: false }),
  handOut,
  pullThroughCache: () => acrCache,
  binding: (settings) => ({
    scheme: "https",
    pathPrefix: "",
    identity: textSetting(settings, "clientId") || textSetting(settings, "tokenName"),
    place: `${textSetting(settings, "credential")} ${textSetting(settings, "tenantId")}`,
    pinnedRealm: "",
    pinnedCa: "",
  }),
};

/** An application of a known tenant can be exchanged for a token for the whole registry. */
function handOut(settings: Settings): HandOut {
  const exchanged =
    textSetting(settings, "credential") === "service-principal" &&
    textSetting(settings, "tenantId") !== "";
  if (exchanged) {
    return {
      carrier: "user-password",
      what: "a token that the registry issues for one repository; clients that name no image receive one for the registry",
      life: "about 75 minutes, and 3 hours for the registry",
      narrowness:
        "pulling from one repository; the one for the registry reaches as far as the application's role",
      coversHost: true,
      storedConsequence: null,
    };
  }
  return {
    carrier: "user-password",
    what: "a token that the registry issues for one repository",
    life: "about 75 minutes",
    narrowness: "pulling from one repository",
    coversHost: false,
    storedConsequence:
      "Docker's credential helper and auth files for whole paths name no repository, so they get what is stored here: workers, and whoever can run code on them, can then read it and use it for everything it allows until you replace it.",
  };
}

function hostRule(settings: Settings): HostRule | null {
  const host = textSetting(settings, "loginServer");
  return host === "" ? null : exactHosts([host]);
}

function checkTogether(settings: Settings): Findings {
  const clientId = textSetting(settings, "clientId");
  if (clientId === "" || clientId !== textSetting(settings, "tenantId"))
    return { issues: [], notices: [] };
  return {
    issues: [
      {
        path: "settings.tenantId",
        code: "same-as-client-id",
        message: "Client id and tenant id are the same. One of them was pasted twice.",
      },
    ],
    notices: [],
  };
}

function checkAccess(settings: Settings, secret: SecretValues): Findings & { settings: Settings } {
  const same =
    textSetting(settings, "tokenName") !== "" &&
    secret["tokenPassword"] === textSetting(settings, "tokenName");
  const issue = {
    path: "secret.tokenPassword",
    code: "same-as-user-name",
    message: "Token name and password are the same. One of them was pasted twice.",
  };
  return { issues: same ? [issue] : [], notices: [], settings: {} };
}

function suggestPatterns(settings: Settings, testImage: string | null): SuggestedPattern[] {
  const host = textSetting(settings, "loginServer");
  if (host === "") return [];
  const patterns: SuggestedPattern[] = listSetting(settings, "repositories").map((name) => ({
    text: `${host}/${name}`,
    covers: name.endsWith("/*")
      ? `everything below \`${name.slice(0, -2)}\``
      : `the repository \`${name}\``,
  }));
  patterns.push({ text: `${host}/*`, covers: `every repository on \`${host}\`` });
  const parsed = testImage === null ? null : parseImage(testImage);
  if (parsed?.ok === true && parsed.image.host === host) {
    const text = parsed.image.canonical;
    if (!patterns.some((pattern) => pattern.text === text)) {
      patterns.push({ text, covers: "this one repository" });
    }
  }
  return patterns;
}

const reminderDays = 90;

function expiry(_secret: unknown, settings: Settings, nowMs: number): ExpiryReading {
  if (textSetting(settings, "credential") !== "repository-token") {
    const at = nowMs + 365 * dayMs;
    return {
      source: "default",
      at,
      text: `A secret made with the command of step 2 ends after 1 year, on ${dayInWords(at)}. Azure doesn't tell the date later: correct it if yours is another.`,
    };
  }
  return {
    source: "unknown",
    at: null,
    remindAt: nowMs + reminderDays * dayMs,
    text: "We can't read this date from the password. Enter the one you chose, or set a reminder so it doesn't surprise you.",
  };
}
