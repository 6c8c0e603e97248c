import { investigators, type RegistryUsage } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { iso } from "../time.ts";
import { requireRegistry } from "./get.ts";

const days = 30;
const projectsMax = 100;

/** The projects that pulled with a registry lately. */
export async function getRegistryUsage(ctx: MemberContext, id: string): Promise<RegistryUsage> {
  requireRole(ctx, investigators);
  await requireRegistry(ctx, id);
  const uses = await ctx.store.pulls.projectsOf(ctx.organization.id, {
    registryId: id,
    days,
    now: ctx.clock(),
    limit: projectsMax,
  });
  return {
    days,
    projects: uses.map(({ lastPullAt, ...use }) => ({ ...use, lastPullAt: iso(lastPullAt) })),
  };
}
