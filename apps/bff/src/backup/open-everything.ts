import { withTotpSecret } from "../services/account/totp-secret.ts";
import { sealedRecords } from "../services/keys/sealed-record.ts";
import type { Store } from "../store/store.ts";
import { openInstanceKey } from "../vault/instance-key.ts";
import type { KekSet } from "../vault/kek-set.ts";
import { VaultError } from "../vault/vault-error.ts";
import { createVault, type Vault } from "../vault/vault.ts";
import { unwrapKey } from "../vault/wrapped-key.ts";

export type EverythingOpened = {
  keys: number;
  records: number;
  events: number;
};

/** Opens every key and every sealed record of a database, and recomputes every audit chain. */
export async function openEverything(
  store: Store,
  keks: KekSet,
  instanceId: string,
): Promise<EverythingOpened & { problems: string[] }> {
  const keys = await store.keys.allKeys();
  const problems = keys
    .filter((key) => unwrapKey(keks, instanceId, key) === null)
    .map(({ organizationId, version, kekId }) => {
      const whose = organizationId ?? "the instance";
      return `Key version ${version} of ${whose} can't be opened; it is wrapped by ${kekId}.`;
    });
  const counts = { keys: keys.length, records: 0, events: 0 };
  if (problems.length > 0) return { ...counts, problems };
  const instanceKey = await openInstanceKey(keks, instanceId, store.keys, Date.now());
  const vault = createVault({ keks, instanceId, instanceKey, keys: store.keys });
  for (const { id, slug } of await store.people.organizations()) {
    for (const record of await sealedRecords(store, id)) {
      counts.records += 1;
      if (record.place !== null && (await opens(vault, record.place, record.record))) continue;
      problems.push(`${slug}: ${record.field} of ${record.owner.id} can't be opened.`);
    }
  }
  for (const { personId, sealed } of await store.secondFactors.sealedTotps()) {
    counts.records += 1;
    if (!totpOpens(vault, personId, sealed)) {
      problems.push(`The second factor of ${personId} can't be opened.`);
    }
  }
  for (const { organizationId, slug } of await store.audit.heads()) {
    const chain = await store.audit.verify(organizationId);
    if (chain.ok) counts.events += chain.events;
    else {
      const name = slug ?? organizationId;
      problems.push(`${name}: the audit log is broken at event ${chain.brokenAt} (${chain.what}).`);
    }
  }
  return { ...counts, problems };
}

function totpOpens(vault: Vault, personId: string, sealed: Buffer): boolean {
  try {
    withTotpSecret(vault, personId, sealed, () => undefined);
    return true;
  } catch (err) {
    if (err instanceof VaultError) return false;
    throw err;
  }
}

async function opens(
  vault: Pick<Vault, "withSecret">,
  ...[place, record]: Parameters<Vault["open"]>
): Promise<boolean> {
  try {
    await vault.withSecret(place, record, () => undefined);
    return true;
  } catch (err) {
    if (err instanceof VaultError) return false;
    throw err;
  }
}
