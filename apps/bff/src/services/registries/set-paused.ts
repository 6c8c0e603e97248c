import { managers, type RegistryView } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { requireRegistry } from "./get.ts";
import { registryView } from "./registry-view.ts";
import { registryRefusal } from "./write-refusals.ts";

/** Stops or takes up again handing out a registry's credential. What it matches stays the same. */
export async function setRegistryPaused(
  ctx: MemberContext,
  id: string,
  { version, paused }: { version: number; paused: boolean },
): Promise<RegistryView> {
  requireRole(ctx, managers);
  const before = await requireRegistry(ctx, id);
  const action = paused ? "registry.pause" : "registry.resume";
  const result = await ctx.store.registries.setPaused({
    organizationId: ctx.organization.id,
    id,
    version,
    paused,
    by: ctx.person.id,
    at: ctx.clock(),
    audit: auditEntry(ctx, action, { kind: "registry", id, name: before.name }, [
      { field: "paused", before: before.paused, after: paused },
    ]),
  });
  if (!result.ok) throw await registryRefusal(ctx, id, result);
  ctx.pullCredentials.forget(id);
  return await registryView(ctx, result.registry);
}
