import { investigators, type CheckProfile } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { checkSummary } from "./check-view.ts";

export async function listChecks(
  ctx: MemberContext,
  query: {
    cursor?: string | undefined;
    limit: number;
    registry?: string | undefined;
    profile?: CheckProfile | undefined;
  },
) {
  requireRole(ctx, investigators);
  const { cursor, limit, registry: registryId, profile } = query;
  const page = await ctx.store.checks.list(ctx.organization.id, {
    cursor,
    limit,
    registryId,
    profile,
  });
  return { checks: page.rows.map(checkSummary), next: page.next };
}
