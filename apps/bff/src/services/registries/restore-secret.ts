import { managers, type RegistryView } from "@berth/api-contract";
import { bindingFields } from "@berth/registry-catalog";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { openKept } from "../secrets/open.ts";
import { sealSecret } from "../secrets/seal.ts";
import { requireRegistry } from "./get.ts";
import { reCheckKey } from "./re-check-key.ts";
import { requireType } from "./registry-type.ts";
import { registryView } from "./registry-view.ts";
import { registryRefusal, versionConflict } from "./write-refusals.ts";

/**
 * Puts the secret before back in use, as a new version: a sealed record of an older one must never fit
 * again. The one it takes the place of is deleted. The schedule tries it at once.
 */
export async function restoreSecret(
  ctx: MemberContext,
  id: string,
  { version }: { version: number },
): Promise<RegistryView> {
  requireRole(ctx, managers);
  const before = await requireRegistry(ctx, id);
  if (before.version !== version) throw versionConflict(ctx, before);
  const { kept } = before;
  if (kept === null || kept.until <= ctx.clock()) {
    throw new AppError(
      "conflict",
      "No old secret is kept for this registry any more. Paste it as a new one.",
    );
  }
  const type = requireType(before.type);
  const { secret } = await openKept(ctx, type, before, kept);
  const binding = bindingFields(type, kept.settings as Parameters<typeof bindingFields>[1]);
  const target = { registryId: id, version: (before.secret?.version ?? 0) + 1 };
  const sealed = await sealSecret(ctx, target, { secret, binding });
  const at = ctx.clock();
  const result = await ctx.store.registries.replaceSecret({
    organizationId: ctx.organization.id,
    id,
    version,
    secret: sealed,
    expiry: kept.expiry,
    health: {
      state: "not-checked",
      reason: "The old secret was restored; the schedule checks it now.",
      since: at,
      checkedAt: null,
      checkId: null,
      checkedBy: null,
    },
    settings: kept.settings,
    identity: kept.identity,
    by: ctx.person.id,
    at,
    audit: auditEntry(ctx, "registry.restore-secret", { kind: "registry", id, name: before.name }, [
      {
        field: "secret",
        before: `fingerprint ${before.secret?.fingerprint ?? "none"}`,
        after: `restored, fingerprint ${sealed.fingerprint}`,
      },
    ]),
  });
  if (!result.ok) throw await registryRefusal(ctx, id, result);
  ctx.pullCredentials.forget(id);
  await ctx.store.jobs.hasten(reCheckKey(ctx.organization.id, id), at);
  return await registryView(ctx, result.registry);
}
