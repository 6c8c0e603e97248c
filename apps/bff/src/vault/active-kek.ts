import type { KeyStore } from "../store/ports/key.ts";
import type { Kek } from "./kek.ts";
import type { KekSet } from "./kek-set.ts";

/**
 * The key-encryption key that wraps new keys: the active one, as far as this server holds it. Read each
 * time, because `berth keys rewrap` may have changed it since the start.
 */
export async function activeKek(keks: KekSet, keys: Pick<KeyStore, "keyring">): Promise<Kek> {
  const active = (await keys.keyring()).find((entry) => entry.active);
  return (active === undefined ? null : keks.get(active.kekId)) ?? keks.current;
}
