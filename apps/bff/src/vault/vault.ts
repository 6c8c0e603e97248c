import { Secret } from "../secret-text.ts";
import type { WrappedOrgKey } from "../store/rows.ts";
import type { KeyStore } from "../store/ports/key.ts";
import { encodeFields, secretFields, textField, type SecretPlace } from "./aad.ts";
import { activeKek } from "./active-kek.ts";
import { derive, hmacSha256 } from "./derive.ts";
import type { KekSet } from "./kek-set.ts";
import { openRecord, recordKeyId, sealRecord, type RecordKey } from "./record.ts";
import { withSecret } from "./secret.ts";
import { VaultError } from "./vault-error.ts";
import type { Recovery } from "./recovery.ts";
import { createKey, unwrapBytes, unwrapKey, type OpenKey } from "./wrapped-key.ts";

/**
 * Seals secrets for one place and opens them there only. Plaintext is given and returned as buffers
 * that the caller wipes; `withSecret` does it for them. Throws `VaultError`.
 */
export type Vault = {
  seal(place: SecretPlace, plaintext: Uint8Array): Promise<Buffer>;
  /** The caller must fill the returned buffer with zeros; prefer `withSecret`. */
  open(place: SecretPlace, record: Uint8Array): Promise<Buffer>;
  withSecret<Result>(
    place: SecretPlace,
    record: Uint8Array,
    use: (plaintext: Buffer) => Result | Promise<Result>,
  ): Promise<Result>;
  /**
   * 8 hex digits that tell whether two secrets of one organization are the same. Keyed: without the
   * organization's key nobody can guess a secret against it.
   */
  fingerprint(organizationId: string, parts: readonly Uint8Array[]): Promise<string>;
  /** The same in full length, 64 hex digits: proof that a check was of exactly these parts. */
  proof(organizationId: string, parts: readonly Uint8Array[]): Promise<string>;
  /** The record under the organization's newest key; null where it is under that one already. */
  reseal(place: SecretPlace, record: Uint8Array): Promise<Buffer | null>;
  /** A first key for a new organization, to be stored with it. */
  newOrgKey(organizationId: string, at: number): Promise<WrappedOrgKey>;
  /** The next version of an organization's key: what is sealed once it is stored is sealed under it. */
  nextOrgKey(organizationId: string, at: number): Promise<WrappedOrgKey>;
  /** Seals what belongs to a person, not to an organization, for that person and purpose alone. */
  sealForPerson(place: PersonPlace, plaintext: Uint8Array): Buffer;
  /** The caller must fill the returned buffer with zeros. */
  openForPerson(place: PersonPlace, record: Uint8Array): Buffer;
  /** A secret of the whole instance, the same at every start, such as the one that signs cookies. */
  instanceSecret(purpose: string): Secret;
};

/** What a person's own sealed thing is bound to. */
export type PersonPlace = { personId: string; purpose: string };

export type VaultOptions = {
  keks: KekSet;
  instanceId: string;
  /** From `openInstanceKey`. */
  instanceKey: OpenKey;
  /** Seals new keys for recovery as well. */
  recovery?: Recovery | null | undefined;
  keys: Pick<KeyStore, "orgKeys" | "orgKey" | "keyring">;
};

export function createVault({
  keks,
  instanceId,
  instanceKey,
  recovery = null,
  keys,
}: VaultOptions): Vault {
  // Keys never change under their id, so that what was unwrapped once stays right.
  const open = new Map<string, OpenKey>();

  function unwrap(row: WrappedOrgKey): OpenKey {
    const known = open.get(`${row.organizationId} ${row.keyId}`);
    if (known !== undefined) return known;
    const key = unwrapKey(keks, instanceId, row);
    if (key === null) {
      throw new VaultError(
        "org_sealed",
        `key ${row.keyId} of ${row.organizationId} can't be unwrapped`,
      );
    }
    open.set(`${row.organizationId} ${row.keyId}`, key);
    return key;
  }

  async function keysOf(organizationId: string): Promise<[OpenKey, ...OpenKey[]]> {
    const [newest, ...older] = await keys.orgKeys(organizationId);
    if (newest === undefined) throw unreadable(`${organizationId} has no key`);
    return [unwrap(newest), ...older.map(unwrap)];
  }

  async function keyNamedBy(organizationId: string, record: Uint8Array): Promise<OpenKey> {
    const keyId = recordKeyId(record);
    if (keyId === null) throw unreadable(`a record of ${organizationId} has an unknown format`);
    const known = open.get(`${organizationId} ${keyId}`);
    if (known !== undefined) return known;
    const row = await keys.orgKey(organizationId, keyId);
    if (row === null) throw unreadable(`${organizationId} has no key ${keyId}`);
    return unwrap(row);
  }

  async function makeKey(
    organizationId: string,
    version: number,
    at: number,
  ): Promise<WrappedOrgKey> {
    const kek = await activeKek(keks, keys);
    const key = createKey(kek, instanceId, organizationId, version, at);
    const bytes = recovery === null ? null : unwrapBytes(keks, instanceId, key);
    if (recovery === null || bytes === null) return key;
    try {
      const { recipient } = recovery;
      const record = await recovery.seal(instanceId, key, bytes);
      return { ...key, recovery: record, recoveryRecipient: recipient };
    } finally {
      bytes.fill(0);
    }
  }

  const vault: Vault = {
    async seal(place, plaintext) {
      const [key] = await keysOf(place.organizationId);
      return sealRecord(recordKey(key), secretFields(place), plaintext);
    },

    async open(place, record) {
      const key = await keyNamedBy(place.organizationId, record);
      const opened = openRecord(recordKey(key), secretFields(place), record);
      if (opened.ok) return opened.plaintext;
      throw unreadable(
        `secret ${place.field} v${place.secretVersion} of ${place.registryId}: ${opened.code}`,
      );
    },

    withSecret: async (place, record, use) => withSecret(await vault.open(place, record), use),

    async fingerprint(organizationId, parts) {
      const proof = await vault.proof(organizationId, parts);
      return proof.slice(0, 8);
    },

    async proof(organizationId, parts) {
      // Under the first key: fingerprints must stay comparable when the key is replaced.
      const oldest = (await keysOf(organizationId)).at(-1) as OpenKey;
      const indexKey = derive(oldest.key, new Uint8Array(), Buffer.from("berth/index/v1"), 32);
      try {
        return hmacSha256(indexKey, encodeFields(parts)).toString("hex");
      } finally {
        indexKey.fill(0);
      }
    },

    async reseal(place, record) {
      const [newest] = await keysOf(place.organizationId);
      if (recordKeyId(record) === newest.keyId) return null;
      return await vault.withSecret(place, record, (plaintext) =>
        sealRecord(recordKey(newest), secretFields(place), plaintext),
      );
    },

    newOrgKey: (organizationId, at) => makeKey(organizationId, 1, at),

    async nextOrgKey(organizationId, at) {
      const [newest] = await keysOf(organizationId);
      return await makeKey(organizationId, newest.version + 1, at);
    },

    sealForPerson: (place, plaintext) =>
      sealRecord(personKey(instanceKey), personFields(instanceId, place), plaintext),

    openForPerson(place, record) {
      const opened = openRecord(personKey(instanceKey), personFields(instanceId, place), record);
      if (opened.ok) return opened.plaintext;
      throw unreadable(`${place.purpose} of ${place.personId}: ${opened.code}`);
    },

    instanceSecret(purpose) {
      const info = encodeFields([textField("berth/instance/v1"), textField(purpose)]);
      return new Secret(
        derive(instanceKey.key, textField(instanceId), info, 32).toString("base64url"),
      );
    },
  };
  return vault;
}

function personKey({ keyId, key }: OpenKey): RecordKey {
  return { id: Buffer.from(keyId, "hex"), key, label: "berth/person/v1" };
}

function personFields(instanceId: string, { personId, purpose }: PersonPlace): Buffer[] {
  return [textField(instanceId), textField(personId), textField(purpose)];
}

function recordKey({ keyId, key }: OpenKey): RecordKey {
  return { id: Buffer.from(keyId, "hex"), key, label: "berth/rec/v1" };
}

function unreadable(message: string): VaultError {
  return new VaultError("credential_unreadable", message);
}
