import type { WorkerContext } from "../context.ts";
import type { Decision } from "./decision.ts";

/** In milliseconds. What is kept in memory is there long before. */
const lateMs = 500;

/**
 * Decides, and once more where a registry was asked for so long that the token may have been revoked, the registry
 * paused or the project removed meanwhile. What it gave is in memory by then.
 */
export async function decidedLast<Decided extends { decision: Decision }>(
  ctx: WorkerContext,
  decide: (ctx: WorkerContext) => Promise<Decided>,
): Promise<Decided> {
  const startedAt = performance.now();
  const decided = await decide(ctx);
  const late = performance.now() - startedAt >= lateMs;
  return late && decided.decision.outcome === "credential"
    ? await decide(await ctx.again())
    : decided;
}
