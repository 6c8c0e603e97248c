import { managers, type ServerIdentityView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";

/** What somebody needs who lets this server in by a role of theirs. */
export async function getServerIdentity(ctx: MemberContext): Promise<ServerIdentityView> {
  requireRole(ctx, managers);
  const { use } = ctx.serverIdentity;
  const { arn, problem } = await ctx.serverIdentity.describe();
  return { aws: { use, arn, problem, externalId: ctx.organization.id } };
}
