import type { Organization } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { Vault } from "../../vault/vault.ts";
import { operatorEntry } from "../operator-entry.ts";

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
    audit: operatorEntry(
      "organization.rotate-key",
      { kind: "organization", id: organization.id, name: organization.name },
      at,
      [{ field: "keyVersion", before: key.version - 1, after: key.version }],
    ),
  });
  return result.ok;
}
