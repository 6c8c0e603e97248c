import { managers, pullKeptDaysUsual, type PullRetention } from "@berth/api-contract";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";

export async function getPullRetention({
  store,
  organization,
}: MemberContext): Promise<PullRetention> {
  return { keptDays: (await store.pulls.keptDays(organization.id)) ?? pullKeptDaysUsual };
}

/** Says for how many days pulls are kept. What is older goes with the next turns of the broom. */
export async function setPullRetention(
  ctx: MemberContext,
  { keptDays }: PullRetention,
): Promise<PullRetention> {
  requireRole(ctx, managers);
  const before = await getPullRetention(ctx);
  const { id, name } = ctx.organization;
  await ctx.store.pulls.setKeptDays({
    organizationId: id,
    keptDays,
    audit: auditEntry(
      ctx,
      "organization.set-pull-retention",
      { kind: "organization", id, name },
      changedFields(before, { keptDays }),
    ),
  });
  return { keptDays };
}
