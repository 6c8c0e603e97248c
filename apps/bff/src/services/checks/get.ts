import { investigators, type CheckView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { checkView } from "./check-view.ts";

/** One check, with the steps it has told so far where it still runs. */
export async function getCheck(ctx: MemberContext, id: string): Promise<CheckView> {
  requireRole(ctx, investigators);
  const check = await ctx.store.checks.get(ctx.organization.id, id);
  if (check === null) throw notFound();
  const live = ctx.liveChecks.get(ctx.organization.id, id);
  return checkView(check, check.status === "running" ? live?.progress() : undefined);
}
