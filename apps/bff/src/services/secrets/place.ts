import { bindingFields, type RegistryType } from "@berth/registry-catalog";
import type { Registry } from "../../store/rows.ts";
import { bindingHash, type SecretPlace } from "../../vault/aad.ts";
import { settingsOf } from "../registries/settings-of.ts";

/** What a registry's secret is bound to as its settings stand, but for the field and the version. */
export function secretPlace(
  type: RegistryType,
  registry: Pick<Registry, "organizationId" | "id" | "settings">,
): Omit<SecretPlace, "field" | "secretVersion"> {
  return {
    organizationId: registry.organizationId,
    registryId: registry.id,
    binding: bindingHash(bindingFields(type, settingsOf(registry))),
  };
}
