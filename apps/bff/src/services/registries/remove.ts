import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { requireRegistry } from "./get.ts";
import { registryRefusal } from "./write-refusals.ts";

/** Deletes a registry with its patterns and its secret. Its pulls, checks and history stay. */
export async function removeRegistry(
  ctx: MemberContext,
  id: string,
  version: number,
): Promise<void> {
  requireRole(ctx, managers);
  const before = await requireRegistry(ctx, id);
  const patterns = before.patterns.map(({ canonical }) => canonical);
  const result = await ctx.store.registries.remove({
    organizationId: ctx.organization.id,
    id,
    version,
    at: ctx.clock(),
    audit: auditEntry(ctx, "registry.delete", { kind: "registry", id, name: before.name }, [
      { field: "patterns", before: patterns, after: null },
      { field: "host", before: before.host, after: null },
    ]),
  });
  if (!result.ok) throw await registryRefusal(ctx, id, result);
  ctx.pullCredentials.forget(id);
}
