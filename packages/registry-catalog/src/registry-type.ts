import type { HostRule } from "@berth/image-pattern";
import type { SecretField, SettingField } from "./field.ts";
import type { GuideStep } from "./guide.ts";
import type { GuideFacts, ServerRoleUse } from "./server-role.ts";
import type { HostStarRule } from "./host-star.ts";
import type { Fix, Issue, Notice } from "./issue.ts";
import type { PullThroughCache } from "./pull-through-cache.ts";
import type { TypeName } from "./type-name.ts";
import type { typeNames } from "./type-names.generated.ts";
import type { SecretValues, Settings } from "./values.ts";

export type RegistryTypeSlug = (typeof typeNames)[number]["slug"];

/**
 * What Berth knows about one kind of registry: plain data and pure functions, no network, no clock.
 * Functions that take `settings` cope with incomplete ones (a draft being typed) unless they say otherwise.
 */
export interface RegistryType<Slug extends string = RegistryTypeSlug> extends TypeName {
  readonly slug: Slug;
  /** One line for the type picker: what an admin must have at hand. */
  readonly needs: string;
  /** Typical time from here to a working registry. */
  readonly minutes: number;
  readonly settings: readonly SettingField[];
  readonly secretFields: readonly SecretField[];
  /** Known products behind this type; a preset fills settings and hints, it never changes rules. */
  readonly presets: readonly Preset[];
  /** A GET of a manifest counts as a pull here, so checks end with HEAD. */
  readonly headOnly: boolean;
  /** The setup probes the address and refuses one that answers without a registry API. */
  readonly blocksNonRegistryHost: boolean;
  readonly hostStars: HostStarRule;

  /** Contradictions between settings that are each fine alone. `settings` are canonical and complete. */
  checkTogether(settings: Settings): Findings;
  /**
   * Settings and secret together: swapped fields, an identity that is missing or contradicted.
   * `settings` in the answer are public facts read from the secret (a service account's e-mail, the
   * subject of a token); the service stores them with the registry.
   */
  checkAccess(settings: Settings, secret: SecretValues): Findings & { readonly settings: Settings };
  /** Whom the secret belongs to, in one line for lists; null where nothing is known. */
  identity(settings: Settings): string | null;
  /** The host that image names of this registry carry; null while unknown or where it is a wildcard. */
  defaultHost(settings: Settings): string | null;
  /** What to call it where its host is everybody's, such as "Docker Hub acme"; null leaves it to the host. */
  suggestName?(settings: Settings): string | null;
  /** All hosts this registry may be reached under; null while the settings do not say. */
  hostRule(settings: Settings): HostRule | null;
  /**
   * Why a host of this type's own form lies outside this registry, and which settings would take it in
   * (another region, another account); null where there is nothing better to say than the host's name.
   */
  explainOutside?(settings: Settings, host: string): OutsideHost | null;
  suggestPatterns(settings: Settings, testImage: string | null): readonly SuggestedPattern[];
  /** Reads an image, a login line or a file of this type; null if it is none. */
  readPasted(text: string): Pasted | null;
  /** The four steps in their fixed order, filled from the settings. Never holds a secret. */
  guide(settings: Settings, facts?: GuideFacts): readonly GuideStep[];
  /** Whose own role signs in in place of a stored secret; null, and left out, where a secret does. */
  ownRole?(settings: Settings): "server" | "worker" | null;
  /** What the operator's word on the server's role says against these settings. */
  checkServerRole?(settings: Settings, use: ServerRoleUse): readonly Issue[];
  /** Public parts of a checked secret, shown in place of it. */
  describeSecret(secret: SecretValues, settings: Settings): readonly Fact[];
  /** When the secret ends. `nowMs` is milliseconds since the epoch. */
  expiry(secret: SecretValues, settings: Settings, nowMs: number): ExpiryReading;
  /** Which user name belongs here, in one or two sentences: for the field and for a rejected sign-in. */
  userNameRule(settings: Settings): string;
  /** Where the secret may be sent when `host` asks for a token. Settings must be complete. */
  realmRule(settings: Settings, host: string): RealmRule;
  /** What a worker receives; `scheme` is what the registry asked for in the last check, null while unknown. */
  handOut(settings: Settings, scheme: "basic" | "bearer" | null): HandOut;
  /** The pull-through caches of this registry; null, or absent, where it has none. */
  pullThroughCache?(settings: Settings): PullThroughCache | null;
  /** The type's own part of what a secret is bound to. Settings must be complete. */
  binding(settings: Settings): TypeBinding;
}

export interface Findings {
  readonly issues: readonly Issue[];
  readonly notices: readonly Notice[];
}

export interface Preset {
  readonly id: string;
  readonly label: string;
  /** Settings it fills in. */
  readonly settings: Settings;
  /** What to use as user name and secret with this product. */
  readonly hint: string;
}

export interface OutsideHost {
  readonly code: string;
  readonly message: string;
  readonly fix?: Fix | undefined;
}

export interface SuggestedPattern {
  readonly text: string;
  /** What it covers, for the choice between several. */
  readonly covers: string;
}

/** What could be read from a pasted text. */
export interface Pasted {
  readonly type: RegistryTypeSlug;
  /** What the text was taken for, such as "an image" or "a docker login line". */
  readonly readAs: string;
  readonly settings: Settings;
  readonly testImage: string | null;
  /** A secret that stood in the text. Keep it in memory only: never in a draft, a URL or storage. */
  readonly secret: SecretValues;
  readonly notices: readonly Notice[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/**
 * `read`: stands in the credential. `default`: the product's usual lifetime, to be confirmed.
 * `unknown`: ask; `remindAt` is a sensible date for a reminder. Times are milliseconds since the epoch.
 */
export type ExpiryReading =
  | { readonly source: "read"; readonly at: number; readonly text: string }
  /** The credential says that it never ends. */
  | { readonly source: "read"; readonly at: null; readonly text: string }
  /** The admin said that it never ends. */
  | { readonly source: "entered"; readonly at: null; readonly text: string }
  | { readonly source: "default"; readonly at: number; readonly text: string }
  | {
      readonly source: "unknown";
      readonly at: null;
      readonly remindAt: number;
      readonly text: string;
    };

/** Token endpoints that may receive the secret. Anything else is refused. */
export interface RealmRule {
  /** The registry's own scheme, host and port. */
  readonly sameOrigin: boolean;
  /** Whole URLs without query, such as `https://auth.docker.io/token`. */
  readonly urls: readonly string[];
  /** Origins that an admin has pinned for this registry. */
  readonly pinnedOrigins: readonly string[];
  /** True where an admin may pin another origin. */
  readonly mayPin: boolean;
}

/** What a worker receives. */
export interface HandOut {
  /** `none`: workers sign in by themselves. */
  readonly carrier: "user-password" | "registry-token" | "stored-secret" | "none";
  readonly what: string;
  readonly life: string;
  readonly narrowness: string;
  /** Whether it can also be had for a whole host, by clients that name no image. */
  readonly coversHost: boolean;
  /** What ticking "hand out the stored credential" means here; null where it is never needed. */
  readonly storedConsequence: string | null;
}

export interface TypeBinding {
  readonly scheme: "https" | "http";
  readonly pathPrefix: string;
  /** The name that signs in, exactly as it is sent: a user name, a key's id, a client's id; "" for a token alone. */
  readonly identity: string;
  /** What else says where the identity counts: way of signing in, region, location, tenant. */
  readonly place: string;
  readonly pinnedRealm: string;
  readonly pinnedCa: string;
}
