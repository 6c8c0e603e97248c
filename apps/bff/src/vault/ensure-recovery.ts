import type { KeyStore } from "../store/ports/key.ts";
import type { KekSet } from "./kek-set.ts";
import type { Recovery } from "./recovery.ts";
import { unwrapBytes } from "./wrapped-key.ts";

/** Seals every key for the recovery recipient that is not yet; gives how many were. */
export async function ensureRecovery(
  keys: Pick<KeyStore, "allKeys" | "setRecovery">,
  keks: KekSet,
  instanceId: string,
  recovery: Recovery,
): Promise<number> {
  let sealed = 0;
  for (const place of await keys.allKeys()) {
    if (place.recoveryRecipient === recovery.recipient) continue;
    const bytes = unwrapBytes(keks, instanceId, place);
    if (bytes === null) continue;
    try {
      const { recipient } = recovery;
      const record = await recovery.seal(instanceId, place, bytes);
      if (await keys.setRecovery({ place, recipient, recovery: record })) sealed += 1;
    } finally {
      bytes.fill(0);
    }
  }
  return sealed;
}
