import { reEncrypt } from "../services/keys/re-encrypt.ts";
import type { Store } from "../store/store.ts";
import type { Vault } from "../vault/vault.ts";
import { counted } from "./counted.ts";
import type { Output } from "./command.ts";

/** Puts every organization's records under its newest key. False where some can't be opened. */
export async function finishReEncryption({
  store,
  vault,
  output,
}: {
  store: Store;
  vault: Vault;
  output: Output;
}): Promise<boolean> {
  let complete = true;
  for (const { id, slug } of await store.people.organizations()) {
    const { moved, unreadable } = await reEncrypt({ store, vault }, id);
    if (moved > 0) output.line(`${slug}: ${counted(moved, "record")} put under its newest key.`);
    for (const { owner, field } of unreadable) {
      complete = false;
      output.line(`${slug}: CAN'T OPEN ${field} of ${owner}; it was left as it is.`);
    }
  }
  return complete;
}
