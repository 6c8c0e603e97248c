import { managers, type Effect } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { indexWithout } from "../matching/change.ts";
import { effectOf, recentImages } from "../matching/effect.ts";
import { requireRegistry } from "./get.ts";

/** Which images of the last 30 days would lose or switch their registry if this one were deleted. */
export async function getDeletionImpact(ctx: MemberContext, id: string): Promise<Effect> {
  requireRole(ctx, managers);
  await requireRegistry(ctx, id);
  const before = await ctx.indexes.current(ctx.organization.id);
  return effectOf(await recentImages(ctx), indexWithout(before, id));
}
