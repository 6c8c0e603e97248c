import type { AuditEntry, KeyringEntry, WrappedKey, WrappedOrgKey } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";

export type KeyStore = {
  /** Oldest first. */
  keyring(): Promise<KeyringEntry[]>;
  /** Makes a key-encryption key known; one that is known already stays as it is. */
  addKek(entry: KeyringEntry): Promise<void>;
  /** New keys are wrapped under this one from now on. */
  activateKek(kekId: string): Promise<Ok | NotFound>;
  /** Forgets one that is not active and that wraps nothing any more; `keys` is how many it still wraps. */
  removeKek(kekId: string): Promise<Ok | NotFound | Refused<"in_use", { keys: number }>>;
  /** Every key of instance and organizations, for the start-up check and for wrapping them anew. */
  allKeys(): Promise<WrappedKey[]>;
  /** One organization's keys, newest first: new records are sealed under the first. */
  orgKeys(organizationId: string): Promise<WrappedOrgKey[]>;
  orgKey(organizationId: string, keyId: string): Promise<WrappedOrgKey | null>;
  /** The next version of an organization's key. `outdated`: another one came first. */
  addOrgKey(command: { key: WrappedOrgKey; audit: AuditEntry }): Promise<Ok | Refused<"outdated">>;
  addInstanceKey(key: WrappedKey): Promise<Ok | Refused<"already_there">>;
  /** The same key under another key-encryption key. False where the row has changed since it was read. */
  rewrap(command: { place: KeyPlace; kekId: string; wrapped: Buffer }): Promise<boolean>;
  /** The same key for the recovery recipient. False where the row has changed since it was read. */
  setRecovery(command: { place: KeyPlace; recipient: string; recovery: Buffer }): Promise<boolean>;
};

/** A key's row as it was read. */
export type KeyPlace = Pick<WrappedKey, "organizationId" | "keyId" | "rowVersion">;
