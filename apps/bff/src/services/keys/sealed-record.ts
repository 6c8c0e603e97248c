import type { Registry, SealedField } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { SecretPlace } from "../../vault/aad.ts";
import { recordKeyId } from "../../vault/record.ts";
import { requireType } from "../registries/registry-type.ts";
import { secretPlace } from "../secrets/place.ts";

/** One record of the vault in the store, with the place it must open for. */
export type SealedRecord = SealedField & {
  organizationId: string;
  /** The organization's key it says it is sealed under; null where it is no record. */
  keyId: string | null;
  /** Null where nothing says what it is bound to any more: its registry is gone or of an unknown type. */
  place: SecretPlace | null;
};

/** Every record of an organization, as its registries' settings stand now. */
export async function sealedRecords(
  store: Pick<Store, "registries" | "secrets">,
  organizationId: string,
): Promise<SealedRecord[]> {
  const fields = await store.secrets.all(organizationId);
  const registries = new Map(
    (await store.registries.list(organizationId)).map((registry) => [registry.id, registry]),
  );
  return fields.map((field) => ({
    ...field,
    organizationId,
    keyId: recordKeyId(field.record),
    place: placeOf(registries.get(field.registryId), field),
  }));
}

function placeOf(registry: Registry | undefined, { field, version }: SealedField) {
  if (registry === undefined) return null;
  // The secret before, which is kept for a while, is bound to what the settings were then.
  const { kept } = registry;
  const settings = kept?.version === version ? kept.settings : registry.settings;
  try {
    const where = secretPlace(requireType(registry.type), { ...registry, settings });
    return { ...where, field, secretVersion: version };
  } catch {
    return null;
  }
}
