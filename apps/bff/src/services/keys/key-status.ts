import type { KeyringEntry, Organization, WrappedKey } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { KekSet } from "../../vault/kek-set.ts";
import { unwrapKey } from "../../vault/wrapped-key.ts";
import { sealedRecords } from "./sealed-record.ts";

export type KeyStatus = {
  keks: (KeyringEntry & {
    /** How many keys it wraps. */
    wraps: number;
    /** Whether it is one of the keys at hand. */
    held: boolean;
  })[];
  instance: KeysOfOwner;
  /** How many of how many keys are sealed for the recovery recipient. */
  recovery: { sealed: number; keys: number };
  organizations: (KeysOfOwner & {
    organization: Organization;
    records: number;
    /** Of these, how many are not under the newest key. */
    outdated: number;
  })[];
};

export type KeysOfOwner = {
  /** The newest one's; 0 where there is none. */
  version: number;
  /** Versions that the keys at hand do not open. */
  failing: number[];
};

/** Looks at every key and opens it for trial; changes nothing. */
export async function keyStatus(
  store: Pick<Store, "keys" | "people" | "registries" | "secrets" | "alerts">,
  keks: KekSet,
  instanceId: string,
  recipient: string | null,
): Promise<KeyStatus> {
  const keys = await store.keys.allKeys();
  const ofOwner = (organizationId: string | null): KeysOfOwner => {
    const own = keys.filter((key) => key.organizationId === organizationId);
    const fails = (key: WrappedKey) => unwrapKey(keks, instanceId, key) === null;
    const failing = own.filter(fails).map(({ version }) => version);
    return { version: own.at(-1)?.version ?? 0, failing };
  };
  const organizations = [];
  for (const organization of await store.people.organizations()) {
    const [newest] = await store.keys.orgKeys(organization.id);
    const records = await sealedRecords(store, organization.id);
    organizations.push({
      organization,
      ...ofOwner(organization.id),
      records: records.length,
      outdated: records.filter(({ keyId }) => keyId !== newest?.keyId).length,
    });
  }
  return {
    keks: (await store.keys.keyring()).map((entry) => ({
      ...entry,
      wraps: keys.filter((key) => key.kekId === entry.kekId).length,
      held: keks.get(entry.kekId) !== null,
    })),
    instance: ofOwner(null),
    recovery: {
      sealed: keys.filter((key) => key.recovery !== null && key.recoveryRecipient === recipient)
        .length,
      keys: keys.length,
    },
    organizations,
  };
}
