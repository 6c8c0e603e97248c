import { investigators, type CheckEventView, type CheckView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { checkView, toldUpTo } from "./check-view.ts";
import { getCheck } from "./get.ts";

const pollMs = 300;

/**
 * The events of a check behind the one numbered `after`. Of one that another server runs, several that
 * came together are one; one that ended long ago gives its end alone, and the trace stands in it.
 */
export async function watchCheck(
  ctx: MemberContext,
  id: string,
  after: number,
): Promise<AsyncIterable<CheckEventView>> {
  requireRole(ctx, investigators);
  await getCheck(ctx, id);
  const live = ctx.liveChecks.get(ctx.organization.id, id);
  return live === null ? fromStore(ctx, id, after) : live.watch(after);
}

/** A check whose server has died is called cancelled within two minutes, so that this always ends. */
async function* fromStore(
  ctx: MemberContext,
  id: string,
  after: number,
): AsyncGenerator<CheckEventView> {
  let seen = after;
  let before: CheckView | null = null;
  for (;;) {
    const stored = await ctx.store.checks.get(ctx.organization.id, id);
    if (stored === null) throw notFound();
    const check = checkView(stored);
    if (check.status !== "running") {
      yield { kind: "finished", seq: seen + 1, check };
      return;
    }
    const told = toldUpTo(stored.trace);
    if (told > seen) {
      const news = newsOf(check, before);
      // The number comes with the last of them: whoever loses the stream in between gets all of them again.
      for (const [at, event] of news.entries()) {
        yield { ...event, seq: at === news.length - 1 ? told : seen };
      }
      seen = told;
      before = check;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function newsOf(check: CheckView, before: CheckView | null): CheckEventView[] {
  const known = new Map(before?.steps.map((step) => [step.step, JSON.stringify(step)]));
  const { imagesInUse } = check;
  const moved = JSON.stringify(imagesInUse) !== JSON.stringify(before?.imagesInUse ?? null);
  return [
    ...check.steps
      .filter((step) => known.get(step.step) !== JSON.stringify(step))
      .map((step) => ({ kind: "step" as const, seq: 0, step })),
    ...(imagesInUse === null || !moved
      ? []
      : [{ kind: "images-in-use" as const, seq: 0, imagesInUse }]),
  ];
}
