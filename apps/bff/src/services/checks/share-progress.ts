import type { MemberContext } from "../context.ts";
import { toldTrace } from "./check-view.ts";
import type { LiveCheck } from "./live-checks.ts";

/**
 * Keeps what a running check tells in the database, for those who watch it on another server; events that
 * come while one write is under way go into the next together. Stops the check once it has been stopped
 * there.
 */
export async function shareProgress(
  { store }: Pick<MemberContext, "store">,
  live: LiveCheck,
): Promise<void> {
  if (!store.shared) return;
  const { id, organizationId } = live;
  let kept = 0;
  for await (const event of live.watch(0)) {
    if (event.kind === "finished" || event.seq <= kept) continue;
    kept = live.told();
    const trace = toldTrace(live.progress(), kept);
    if (!(await store.checks.tell({ organizationId, id, trace }))) live.cancel();
  }
}
