import { managers, type RegistryView } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { requireRegistry } from "../registries/get.ts";
import { registryView } from "../registries/registry-view.ts";
import { daysAfter, isoOrNull } from "../time.ts";

/** Lets nobody be reminded of a secret's end for some days. The end itself is told all the same. */
export async function snoozeExpiry(
  ctx: MemberContext,
  id: string,
  { days }: { days: number },
): Promise<RegistryView> {
  requireRole(ctx, managers);
  const before = await requireRegistry(ctx, id);
  const until = days === 0 ? null : daysAfter(ctx.clock(), days);
  const result = await ctx.store.registries.snoozeExpiry({
    organizationId: ctx.organization.id,
    id,
    until,
    audit: auditEntry(ctx, "registry.snooze-expiry", { kind: "registry", id, name: before.name }, [
      {
        field: "snoozedUntil",
        before: isoOrNull(before.expiry.snoozedUntil),
        after: isoOrNull(until),
      },
    ]),
  });
  if (!result.ok) throw notFound();
  return await registryView(ctx, result.registry);
}
