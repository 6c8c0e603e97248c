import type { WrappedKey } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { Kek } from "../../vault/kek.ts";
import { recoverKey } from "../../vault/recovery.ts";
import { wrapBytes } from "../../vault/wrapped-key.ts";

export type Recovered = { moved: number; failing: WrappedKey[] };

/** Wraps every key that the recovery identity opens under a key-encryption key, which is active from then on. */
export async function recoverKeys(
  keys: Store["keys"],
  identity: string,
  kek: Kek,
  instanceId: string,
): Promise<Recovered> {
  let moved = 0;
  const failing: WrappedKey[] = [];
  for (const key of await keys.allKeys()) {
    if (key.kekId === kek.id) continue;
    const bytes = await recoverKey(identity, instanceId, key);
    if (bytes === null) {
      failing.push(key);
      continue;
    }
    const wrapped = wrapBytes(kek, instanceId, key, bytes);
    bytes.fill(0);
    if (await keys.rewrap({ place: key, kekId: kek.id, wrapped })) moved += 1;
    else failing.push(key);
  }
  if (failing.length === 0) await keys.activateKek(kek.id);
  return { moved, failing };
}
