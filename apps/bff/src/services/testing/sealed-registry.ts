import { checkSettings, registryType, type RegistryType } from "@berth/registry-catalog";
import { registry } from "../../store/contract/sample.ts";
import type { CreateRegistry } from "../../store/ports/registry.ts";
import type { SecretPlace } from "../../vault/aad.ts";
import type { Vault } from "../../vault/vault.ts";
import { secretPlace } from "../secrets/place.ts";

/** The type of the registries made here. */
export const standard: RegistryType = standardType();

/** A registry with settings as the catalog makes them, so that its secret is bound to what they say. */
export function plainRegistry(organizationId: string, id: string): CreateRegistry["registry"] {
  const checked = checkSettings(standard, { host: "reg.example.com", username: "robot" });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const { registry: base } = registry(organizationId, { id, name: id });
  return { ...base, settings: checked.settings };
}

/** Where that registry's first password is sealed. */
export function passwordPlace(organizationId: string, id: string): SecretPlace {
  const where = secretPlace(standard, plainRegistry(organizationId, id));
  return { ...where, secretVersion: 1, field: "password" };
}

/** The registry with its sealed secret, ready to be stored. */
export async function sealedRegistry(
  vault: Pick<Vault, "seal">,
  organizationId: string,
  id: string,
  secret: Buffer,
): Promise<CreateRegistry> {
  const password = await vault.seal(passwordPlace(organizationId, id), secret);
  return {
    ...registry(organizationId, {}, [`${id}/*`]),
    registry: plainRegistry(organizationId, id),
    secret: { version: 1, fingerprint: "f", fields: { password } },
  };
}

function standardType(): RegistryType {
  const type = registryType("standard");
  if (type === undefined) throw new Error("no such type");
  return type;
}
