import { newId } from "../../ids.ts";
import type { Organization } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { Vault } from "../../vault/vault.ts";

/**
 * Gives an organization its next key. What is sealed from now on is sealed under it; what lies under the
 * older ones is for `reEncrypt`. False where somebody else did the same just now.
 */
export async function rotateOrganizationKey(
  deps: { store: Pick<Store, "keys">; vault: Pick<Vault, "nextOrgKey"> },
  organization: Organization,
  at: number,
): Promise<boolean> {
  const key = await deps.vault.nextOrgKey(organization.id, at);
  const result = await deps.store.keys.addOrgKey({
    key,
    audit: {
      action: "organization.rotate-key",
      actor: { kind: "system", id: null, name: "Operator" },
      object: { kind: "organization", id: organization.id, name: organization.name },
      changes: [{ field: "keyVersion", before: key.version - 1, after: key.version }],
      address: null,
      requestId: newId("cmd", at),
      at,
    },
  });
  return result.ok;
}
