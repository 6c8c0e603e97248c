import { setTimeout as wait } from "node:timers/promises";
import type { Store } from "../../store/store.ts";
import { VaultError } from "../../vault/vault-error.ts";
import type { Vault } from "../../vault/vault.ts";
import { sealedRecords, type SealedRecord } from "./sealed-record.ts";

/** So that the work is not felt: at most this many records a second. */
const perSecond = 50;
/** A record that somebody saves in this moment is looked at again; one that never opens is not. */
const roundsMax = 5;

export type ReEncryption = {
  /** Records that are now under the newest key and were not before. */
  moved: number;
  /** Records that can't be opened; they stay exactly as they are. */
  unreadable: { owner: string; field: string }[];
};

/**
 * Puts every record of an organization under its newest key, one by one. Safe beside running servers and
 * after any interruption: a record that somebody has saved in between is theirs, and each record says
 * which key opens it.
 */
export async function reEncrypt(
  deps: {
    store: Pick<Store, "registries" | "secrets" | "alerts" | "keys">;
    vault: Pick<Vault, "reseal">;
  },
  organizationId: string,
): Promise<ReEncryption> {
  let moved = 0;
  let left: SealedRecord[] = [];
  for (let round = 0; round < roundsMax; round += 1) {
    left = [];
    for (const record of await outdated(deps.store, organizationId)) {
      if (await move(deps, record)) moved += 1;
      else left.push(record);
      await wait(1000 / perSecond);
    }
    if (left.length === 0) break;
  }
  return { moved, unreadable: left.map(({ owner, field }) => ({ owner: owner.id, field })) };
}

async function outdated(
  store: Pick<Store, "registries" | "secrets" | "alerts" | "keys">,
  organizationId: string,
): Promise<SealedRecord[]> {
  const [newest] = await store.keys.orgKeys(organizationId);
  const records = await sealedRecords(store, organizationId);
  return records.filter((record) => record.keyId !== newest?.keyId);
}

async function move(
  { store, vault }: { store: Pick<Store, "secrets" | "alerts">; vault: Pick<Vault, "reseal"> },
  { place, owner, ...sealed }: SealedRecord,
): Promise<boolean> {
  if (place === null) return false;
  try {
    const resealed = await vault.reseal(place, sealed.record);
    if (resealed === null) return true;
    return owner.kind === "registry"
      ? await store.secrets.reseal({ ...sealed, registryId: owner.id, resealed })
      : await store.alerts.reseal({ ...sealed, channelId: owner.id, resealed });
  } catch (err) {
    if (err instanceof VaultError) return false;
    throw err;
  }
}
