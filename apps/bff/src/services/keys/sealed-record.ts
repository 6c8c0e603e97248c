import { channelPlace } from "../alerts/channel-place.ts";
import type { Registry, SealedAlertField, SealedField } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { SecretPlace } from "../../vault/aad.ts";
import { recordKeyId } from "../../vault/record.ts";
import { requireType } from "../registries/registry-type.ts";
import { secretPlace } from "../secrets/place.ts";

/** One record of the vault in the store, with the place it must open for. */
export type SealedRecord = Pick<SealedField, "field" | "version" | "record"> & {
  organizationId: string;
  /** What the record is part of: a registry or a channel for alerts. */
  owner: { kind: "registry" | "alert-channel"; id: string };
  /** The organization's key it says it is sealed under; null where it is no record. */
  keyId: string | null;
  /** Null where nothing says what it is bound to any more: its registry is gone or of an unknown type. */
  place: SecretPlace | null;
};

/** Every record of an organization, as its registries and channels stand now. */
export async function sealedRecords(
  store: Pick<Store, "registries" | "secrets" | "alerts">,
  organizationId: string,
): Promise<SealedRecord[]> {
  const fields = await store.secrets.all(organizationId);
  const registries = new Map(
    (await store.registries.list(organizationId)).map((registry) => [registry.id, registry]),
  );
  const ofRegistries = fields.map(({ registryId, ...field }) => ({
    ...field,
    organizationId,
    owner: { kind: "registry" as const, id: registryId },
    keyId: recordKeyId(field.record),
    place: placeOf(registries.get(registryId), field),
  }));
  const ofChannels = (await store.alerts.sealed(organizationId)).map((sealed) =>
    recordOfChannel(organizationId, sealed),
  );
  return [...ofRegistries, ...ofChannels];
}

function recordOfChannel(
  organizationId: string,
  { channelId, kind, host, ...sealed }: SealedAlertField,
): SealedRecord {
  const where = channelPlace({ organizationId, id: channelId, kind, host }, sealed.version);
  return {
    ...sealed,
    organizationId,
    owner: { kind: "alert-channel", id: channelId },
    keyId: recordKeyId(sealed.record),
    place: { ...where, field: sealed.field },
  };
}

function placeOf(
  registry: Registry | undefined,
  { field, version }: Pick<SealedField, "field" | "version">,
) {
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
