import type { KeyStore } from "../store/ports/key.ts";
import type { KekSet } from "./kek-set.ts";
import { VaultError } from "./vault-error.ts";
import { activeKek } from "./active-kek.ts";
import { createKey, unwrapKey, type OpenKey } from "./wrapped-key.ts";

/** The instance's own key, made where there is none yet. Throws `VaultError` where it can't be unwrapped. */
export async function openInstanceKey(
  keks: KekSet,
  instanceId: string,
  keys: Pick<KeyStore, "allKeys" | "addInstanceKey" | "keyring">,
  at: number,
): Promise<OpenKey> {
  if ((await newest(keys)) === null) {
    // Of several servers that start at once one writes the key and all read it back.
    await keys.addInstanceKey(createKey(await activeKek(keks, keys), instanceId, null, 1, at));
  }
  const row = await newest(keys);
  const key = row === null ? null : unwrapKey(keks, instanceId, row);
  if (key === null)
    throw new VaultError("org_sealed", `the key of ${instanceId} can't be unwrapped`);
  return key;
}

async function newest(keys: Pick<KeyStore, "allKeys">) {
  const own = (await keys.allKeys()).filter((row) => row.organizationId === null);
  return own.at(-1) ?? null;
}
