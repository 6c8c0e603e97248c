import type { RegistryType } from "../src/index.ts";
import { cleanHost } from "../src/index.ts";
import { checkSecretText } from "../src/fields/secret-text.ts";

/** The smallest registry type there can be: a host and a key. */
export const toyType: RegistryType<"toy"> = {
  slug: "toy",
  name: "Toy registry",
  shortName: "Toys",
  place: 70,
  needs: "A host and a key",
  minutes: 1,
  settings: [
    {
      name: "host",
      label: "Host",
      help: "Where the toys are.",
      kind: "text",
      step: "where",
      required: true,
      identity: false,
      applies: () => true,
      check(input) {
        const host = cleanHost(typeof input === "string" ? input : "");
        return host.ok ? { ok: true, value: host.host, notices: host.notices } : host;
      },
    },
  ],
  secretFields: [
    {
      name: "key",
      label: "Key",
      help: "Opens the box.",
      kind: "password",
      applies: () => true,
      check: (input) => checkSecretText(input, "secret.key"),
    },
  ],
  presets: [],
  headOnly: false,
  blocksNonRegistryHost: false,
  hostStars: { kind: "none" },
  checkTogether: () => ({ issues: [], notices: [] }),
  checkAccess: () => ({ issues: [], notices: [], settings: {} }),
  identity: () => null,
  defaultHost: (settings) => String(settings["host"] ?? "") || null,
  hostRule: (settings) =>
    typeof settings["host"] === "string" ? { kind: "exact", hosts: [settings["host"]] } : null,
  suggestPatterns: () => [],
  readPasted: () => null,
  guide: () => [],
  describeSecret: () => [],
  expiry: (_secret, _settings, nowMs) => ({
    source: "unknown",
    at: null,
    remindAt: nowMs,
    text: "",
  }),
  userNameRule: () => "",
  realmRule: () => ({ sameOrigin: true, urls: [], pinnedOrigins: [], mayPin: false }),
  handOut: () => ({
    carrier: "none",
    what: "",
    life: "",
    narrowness: "",
    coversHost: true,
    storedConsequence: null,
  }),
  binding: () => ({
    scheme: "https",
    pathPrefix: "",
    identity: "",
    place: "",
    pinnedRealm: "",
    pinnedCa: "",
  }),
};
