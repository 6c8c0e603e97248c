import { investigators, type CheckEventView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { getCheck } from "./get.ts";

/**
 * The events of a check behind the one numbered `after`. A check that nobody here remembers, because it
 * ended long ago, gives its end alone.
 */
export async function watchCheck(
  ctx: MemberContext,
  id: string,
  after: number,
): Promise<AsyncIterable<CheckEventView>> {
  requireRole(ctx, investigators);
  const check = await getCheck(ctx, id);
  const live = ctx.liveChecks.get(ctx.organization.id, id);
  if (live !== null) return live.watch(after);
  return once({ kind: "finished", seq: after + 1, check });
}

async function* once(event: CheckEventView): AsyncGenerator<CheckEventView> {
  yield event;
}
