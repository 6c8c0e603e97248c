import { investigators, type CheckView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { fromIso } from "../time.ts";
import { getCheck } from "./get.ts";

/** Stops a running check and answers once it has been written down as stopped. */
export async function cancelCheck(ctx: MemberContext, id: string): Promise<CheckView> {
  requireRole(ctx, investigators);
  const check = await getCheck(ctx, id);
  if (check.status !== "running") throw ended();
  const live = ctx.liveChecks.get(ctx.organization.id, id);
  if (live !== null) {
    live.cancel();
    return await live.finished;
  }
  // Another server runs it, or did until it died. What is written first counts, so that the other one's
  // end comes too late; it asks every half second whether it still runs.
  const at = ctx.clock();
  const result = await ctx.store.checks.finish({
    organizationId: ctx.organization.id,
    id,
    status: "cancelled",
    finishedAt: at,
    durationMs: Math.max(0, at - fromIso(check.startedAt)),
    requests: 0,
    trace: check.steps.map((step) => ({ kind: "step", step })),
    diagnosis: null,
    digest: null,
  });
  if (!result.ok) throw ended();
  return await getCheck(ctx, id);
}

function ended(): AppError {
  return new AppError("already_finished", "This check has already ended.");
}
