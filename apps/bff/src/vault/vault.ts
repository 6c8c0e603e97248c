import { Secret } from "../secret-text.ts";
import type { WrappedOrgKey } from "../store/rows.ts";
import type { KeyStore } from "../store/store.ts";
import { encodeFields, secretFields, textField, type SecretPlace } from "./aad.ts";
import { derive, hmacSha256 } from "./derive.ts";
import type { Kek } from "./kek.ts";
import { createOrgKey, unwrapOrgKey, type OrgKey } from "./org-key.ts";
import { openRecord, recordKeyId, sealRecord, type RecordKey } from "./record.ts";
import { withSecret } from "./secret.ts";
import { VaultError } from "./vault-error.ts";

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
  /** A first key for a new organization, to be stored with it. */
  newOrgKey(organizationId: string, at: number): WrappedOrgKey;
  /** A secret of the whole instance, the same at every start, such as the one that signs cookies. */
  instanceSecret(purpose: string): Secret;
};

export type VaultOptions = {
  kek: Kek;
  instanceId: string;
  keys: Pick<KeyStore, "orgKeys" | "orgKey">;
};

export function createVault({ kek, instanceId, keys }: VaultOptions): Vault {
  // Keys never change under their id, so that what was unwrapped once stays right.
  const open = new Map<string, OrgKey>();

  function unwrap(row: WrappedOrgKey): OrgKey {
    const known = open.get(`${row.organizationId} ${row.keyId}`);
    if (known !== undefined) return known;
    const key = unwrapOrgKey(kek, instanceId, row);
    if (key === null) {
      throw new VaultError(
        "org_sealed",
        `key ${row.keyId} of ${row.organizationId} can't be unwrapped`,
      );
    }
    open.set(`${row.organizationId} ${row.keyId}`, key);
    return key;
  }

  async function keysOf(organizationId: string): Promise<[OrgKey, ...OrgKey[]]> {
    const [newest, ...older] = await keys.orgKeys(organizationId);
    if (newest === undefined) throw unreadable(`${organizationId} has no key`);
    return [unwrap(newest), ...older.map(unwrap)];
  }

  async function keyNamedBy(organizationId: string, record: Uint8Array): Promise<OrgKey> {
    const keyId = recordKeyId(record);
    if (keyId === null) throw unreadable(`a record of ${organizationId} has an unknown format`);
    const known = open.get(`${organizationId} ${keyId}`);
    if (known !== undefined) return known;
    const row = await keys.orgKey(organizationId, keyId);
    if (row === null) throw unreadable(`${organizationId} has no key ${keyId}`);
    return unwrap(row);
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
      const oldest = (await keysOf(organizationId)).at(-1) as OrgKey;
      const indexKey = derive(oldest.key, new Uint8Array(), Buffer.from("berth/index/v1"), 32);
      try {
        return hmacSha256(indexKey, encodeFields(parts)).toString("hex");
      } finally {
        indexKey.fill(0);
      }
    },

    newOrgKey: (organizationId, at) => createOrgKey(kek, instanceId, organizationId, 1, at),

    instanceSecret(purpose) {
      const info = encodeFields([textField("berth/instance/v1"), textField(purpose)]);
      return new Secret(derive(kek.key, textField(instanceId), info, 32).toString("base64url"));
    },
  };
  return vault;
}

function recordKey({ keyId, key }: OrgKey): RecordKey {
  return { id: Buffer.from(keyId, "hex"), key, label: "berth/rec/v1" };
}

function unreadable(message: string): VaultError {
  return new VaultError("credential_unreadable", message);
}
