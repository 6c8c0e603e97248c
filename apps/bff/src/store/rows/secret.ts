import type { Expiry } from "./expiry.ts";
import type { PersonRef, Settings } from "./reference.ts";

/** What is known about a secret without opening it. */
export type SecretFacts = {
  /** Starts at 1 and only rises. */
  version: number;
  fingerprint: string;
  setAt: number;
  setBy: PersonRef | null;
};

/** The secret before the one in use, which can be restored until a moment. */
export type KeptSecret = SecretFacts & {
  until: number;
  /** Settings and facts that belonged to it. */
  settings: Settings;
  identity: string | null;
  expiry: Expiry;
};

/** The sealed fields of one version of a secret: vault records by field name. */
export type SealedSecret = {
  version: number;
  fingerprint: string;
  fields: Readonly<Record<string, Buffer>>;
};

/** One sealed field of a registry's secret, as it lies in the store. */
export type SealedField = { registryId: string; field: string; version: number; record: Buffer };
