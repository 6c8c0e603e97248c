import type { WrappedKey } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { KekSet } from "../../vault/kek-set.ts";
import { rewrapKey } from "../../vault/wrapped-key.ts";

export type Rewrap = {
  moved: number;
  /** Keys that no key-encryption key at hand opens; they stay as they are. */
  failing: WrappedKey[];
};

/**
 * Wraps every key under the current key-encryption key, which is active from then on. Row by row and only
 * as it was read, so that any interruption leaves each key readable by exactly the one that it names.
 */
export async function rewrapKeys(
  keys: Store["keys"],
  keks: KekSet,
  instanceId: string,
): Promise<Rewrap> {
  const { current } = keks;
  const activated = await keys.activateKek(current.id);
  if (!activated.ok) throw new Error("the key is not in the keyring");
  let moved = 0;
  for (;;) {
    const others = (await keys.allKeys()).filter((key) => key.kekId !== current.id);
    const failing: WrappedKey[] = [];
    for (const key of others) {
      const wrapped = rewrapKey(keks, instanceId, key, current);
      if (wrapped === null) failing.push(key);
      else if (await keys.rewrap({ place: key, kekId: current.id, wrapped })) moved += 1;
    }
    // A server may have made another key under the old one while this ran.
    if (others.length === failing.length) return { moved, failing };
  }
}
