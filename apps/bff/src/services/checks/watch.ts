import { investigators, type CheckEventView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { getCheck } from "./get.ts";

const pollMs = 300;

/**
 * The events of a check behind the one numbered `after`. One that another server runs, or that ended long
 * ago, gives its end alone; the trace stands in it.
 */
export async function watchCheck(
  ctx: MemberContext,
  id: string,
  after: number,
): Promise<AsyncIterable<CheckEventView>> {
  requireRole(ctx, investigators);
  await getCheck(ctx, id);
  const live = ctx.liveChecks.get(ctx.organization.id, id);
  return live === null ? endOf(ctx, id, after) : live.watch(after);
}

/** A check whose server has died is called cancelled within two minutes, so that this always ends. */
async function* endOf(
  ctx: MemberContext,
  id: string,
  after: number,
): AsyncGenerator<CheckEventView> {
  let check = await getCheck(ctx, id);
  while (check.status === "running") {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    check = await getCheck(ctx, id);
  }
  yield { kind: "finished", seq: after + 1, check };
}
