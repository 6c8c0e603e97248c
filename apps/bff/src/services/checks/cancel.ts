import { investigators, type CheckView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { getCheck } from "./get.ts";

/** Stops a running check and answers once it has been written down as stopped. */
export async function cancelCheck(ctx: MemberContext, id: string): Promise<CheckView> {
  requireRole(ctx, investigators);
  const check = await getCheck(ctx, id);
  const live = ctx.liveChecks.get(ctx.organization.id, id);
  if (check.status !== "running" || live === null) {
    throw new AppError("already_finished", "This check has already ended.");
  }
  live.cancel();
  return await live.finished;
}
