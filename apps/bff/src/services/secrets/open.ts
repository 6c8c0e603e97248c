import type { RegistryType, SecretValues } from "@berth/registry-catalog";
import type { KeptSecret, Organization, Registry, SealedSecret } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import { VaultError } from "../../vault/vault-error.ts";
import type { Vault } from "../../vault/vault.ts";
import { AppError } from "../errors.ts";
import { secretPlace } from "./place.ts";

export type OpeningContext = {
  vault: Pick<Vault, "withSecret">;
  store: Pick<Store, "secrets">;
  organization: Organization;
};

/** A registry's secret and the version it was; only for checks and for the broker. */
export type OpenedSecret = { secret: SecretValues; version: number };

/**
 * Opens the stored secret of a registry, as far as its destination is still the one it was sealed for.
 * Throws `credential_unreadable`; never gives an empty or half-read value.
 */
export async function openSecret(
  ctx: OpeningContext,
  type: RegistryType,
  registry: Registry,
): Promise<OpenedSecret> {
  const sealed = await ctx.store.secrets.read(ctx.organization.id, registry.id, "current");
  return await open(ctx, type, registry, sealed);
}

/** Opens the secret before, which was kept, for the settings it belonged to. Throws as `openSecret` does. */
export async function openKept(
  ctx: OpeningContext,
  type: RegistryType,
  registry: Registry,
  kept: KeptSecret,
): Promise<OpenedSecret> {
  const sealed = await ctx.store.secrets.read(ctx.organization.id, registry.id, "kept");
  return await open(ctx, type, { ...registry, settings: kept.settings }, sealed);
}

async function open(
  ctx: OpeningContext,
  type: RegistryType,
  registry: Registry,
  sealed: SealedSecret | null,
): Promise<OpenedSecret> {
  if (sealed === null) throw unreadable();
  try {
    const where = { ...secretPlace(type, registry), secretVersion: sealed.version };
    const secret: Record<string, string> = {};
    for (const [field, record] of Object.entries(sealed.fields)) {
      const place = { ...where, field };
      secret[field] = await ctx.vault.withSecret(place, record, (text) => text.toString("utf8"));
    }
    return { secret, version: sealed.version };
  } catch (err) {
    if (err instanceof VaultError) throw unreadable(err);
    throw err;
  }
}

function unreadable(cause?: unknown): AppError {
  return new AppError(
    "credential_unreadable",
    "The stored secret of this registry can't be opened: it was sealed for another destination, or its key is missing. Replace the secret; if that does not help, tell whoever runs Berth here.",
    { cause },
  );
}
