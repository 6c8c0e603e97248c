import type { RegistryTypeSlug } from "@berth/api-contract";
import type { KnownExpiry } from "./expiry.ts";
import type { Health, HealthDoubt } from "./health.ts";
import type { PersonRef, Settings } from "./reference.ts";
import type { KeptSecret, SecretFacts } from "./secret.ts";

/** Hosts a registry may be reached under; the same shape as in the pattern engine. */
export type HostRule =
  | { readonly kind: "exact"; readonly hosts: readonly string[] }
  | { readonly kind: "wildcard"; readonly pattern: string };

export type RegistryPattern = { id: string; text: string; canonical: string };

/** A registry as every reader may have it: no ciphertext. Patterns stand in the order they were given. */
export type Registry = {
  id: string;
  organizationId: string;
  name: string;
  type: RegistryTypeSlug;
  settings: Settings;
  /** The host shown for it. */
  host: string;
  hostRule: HostRule;
  identity: string | null;
  patterns: RegistryPattern[];
  health: Health;
  doubt: HealthDoubt | null;
  paused: boolean;
  secret: SecretFacts | null;
  kept: KeptSecret | null;
  expiry: KnownExpiry;
  /** Somebody is reminded once the secret is this old; null: nobody is. */
  rotateAfterDays: number | null;
  handOutStored: boolean;
  /** Chosen to serve clients that know only the host, whatever else is on it. */
  servesHostOnly: boolean;
  testImage: string | null;
  /** Rises with every change that an editor could overwrite; health does not count. */
  version: number;
  createdAt: number;
  createdBy: PersonRef | null;
  updatedAt: number;
  updatedBy: PersonRef | null;
};

/** One pattern as the matching index takes it. */
export type PatternEntry = {
  id: string;
  /** Canonical. */
  pattern: string;
  hosts: HostRule;
  registryId: string;
  registryName: string;
  registryType: RegistryTypeSlug;
  paused: boolean;
  /** Its registry is chosen for clients that know only the host; what counted at another time is not known. */
  servesHostOnly: boolean;
};

export type Expectation = {
  id: string;
  organizationId: string;
  registryId: string;
  image: string;
  createdAt: number;
  createdBy: PersonRef | null;
};

/** Images below `from` are pulled below `to`; both are canonical. */
export type ImageMapping = {
  id: string;
  organizationId: string;
  from: string;
  to: string;
  createdAt: number;
  createdBy: PersonRef | null;
};
