import { managers, type RegistryView } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { requireRegistry } from "./get.ts";
import { registryView } from "./registry-view.ts";

/** Deletes the secret before, which was kept, before its time is over. */
export async function forgetKeptSecret(ctx: MemberContext, id: string): Promise<RegistryView> {
  requireRole(ctx, managers);
  const before = await requireRegistry(ctx, id);
  const result = await ctx.store.registries.forgetKept({
    organizationId: ctx.organization.id,
    id,
    audit: auditEntry(ctx, "registry.forget-secret", { kind: "registry", id, name: before.name }, [
      {
        field: "secret",
        before: `kept, fingerprint ${before.kept?.fingerprint ?? "none"}`,
        after: "deleted",
      },
    ]),
  });
  if (!result.ok) throw notFound();
  return await registryView(ctx, result.registry);
}
