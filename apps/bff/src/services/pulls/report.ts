import type { PullView, WorkerPullReport } from "@berth/api-contract";
import type { Pull } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { printable } from "../printable.ts";
import { pullView } from "./pull-view.ts";
import { judgeSlow, slowMsMin, type SlowJudgement } from "./slow-pull.ts";

const errorLengthMax = 2000;
/** So many earlier pulls say what is usual for a repository now. */
const earlierMax = 200;

/** Says how a pull ended. Only the token that began it may, and only once. */
export async function reportPull(
  ctx: WorkerContext,
  id: string,
  report: WorkerPullReport,
): Promise<PullView> {
  const { status, digest, durationMs, bytes, error } = report;
  const facts = {
    durationMs: durationMs ?? null,
    bytes: bytes ?? null,
    timing: report.timing ?? null,
  };
  const result = await ctx.store.pulls.report({
    organizationId: ctx.organization.id,
    id,
    workerTokenId: ctx.workerToken.id,
    status,
    digest: digest ?? null,
    ...facts,
    ...(await judge(ctx, id, facts)),
    error: error === undefined ? null : printable(error, errorLengthMax),
    at: ctx.clock(),
  });
  if (result.ok) return pullView(result.pull);
  if (result.reason === "not_found") throw notFound();
  const ended = await ctx.store.pulls.get(ctx.organization.id, id);
  // The same report again: the answer to the first was lost on its way.
  const same = ended?.status === status && ended.digest === (digest ?? null);
  if (ended !== null && same && ended.durationMs === facts.durationMs) return pullView(ended);
  throw new AppError("already_finished", "This pull has already been reported.");
}

/** Held against the pulls of the same repository that began before it. */
async function judge(
  ctx: WorkerContext,
  id: string,
  facts: Pick<Pull, "durationMs" | "bytes" | "timing">,
): Promise<SlowJudgement> {
  // Most pulls are quick, and then nothing has to be read.
  if ((facts.durationMs ?? 0) < slowMsMin) return { slow: null, usualMs: null };
  const pull = await ctx.store.pulls.get(ctx.organization.id, id);
  const counts = pull?.status === "started" && pull.workerToken?.id === ctx.workerToken.id;
  // Reading thousands of pulls is not for whoever reports one again, or another's.
  if (!counts || pull.imageName === null) return { slow: null, usualMs: null };
  const earlier = await ctx.store.pulls.durationsOf(ctx.organization.id, {
    imageName: pull.imageName,
    before: pull.at,
    limit: earlierMax,
  });
  return judgeSlow(facts, earlier);
}
