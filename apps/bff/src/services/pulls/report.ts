import type { PullView, WorkerPullReport } from "@berth/api-contract";
import type { WorkerContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { printable } from "../printable.ts";
import { pullView } from "./pull-view.ts";

const errorLengthMax = 2000;

/** Says how a pull ended. Only the token that began it may, and only once. */
export async function reportPull(
  ctx: WorkerContext,
  id: string,
  report: WorkerPullReport,
): Promise<PullView> {
  const { status, digest, durationMs, bytes, error } = report;
  const result = await ctx.store.pulls.report({
    organizationId: ctx.organization.id,
    id,
    workerTokenId: ctx.workerToken.id,
    status,
    digest: digest ?? null,
    durationMs: durationMs ?? null,
    bytes: bytes ?? null,
    error: error === undefined ? null : printable(error, errorLengthMax),
    at: ctx.clock(),
  });
  if (result.ok) return pullView(result.pull);
  if (result.reason === "not_found") throw notFound();
  throw new AppError("already_finished", "This pull has already been reported.");
}
