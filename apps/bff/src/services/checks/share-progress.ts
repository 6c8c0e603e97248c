import { setTimeout } from "node:timers/promises";
import type { MemberContext } from "../context.ts";
import { toldTrace } from "./check-view.ts";
import type { LiveCheck } from "./live-checks.ts";

type Context = Pick<MemberContext, "store">;

/** A step may wait for its registry for seconds; whoever stops the check meanwhile is heard within this. */
const askMs = 500;

/**
 * Keeps what a running check tells in the database, for those who watch it on another server, and stops it once it
 * has been stopped there. Events that come while one write is under way go into the next together.
 */
export async function shareProgress(ctx: Context, live: LiveCheck): Promise<void> {
  if (!ctx.store.shared) return;
  await Promise.all([tellOthers(ctx, live), hearOthers(ctx, live)]);
}

async function tellOthers({ store }: Context, live: LiveCheck): Promise<void> {
  const { id, organizationId } = live;
  let kept = 0;
  for await (const event of live.watch(0)) {
    if (event.kind === "finished" || event.seq <= kept) continue;
    kept = live.told();
    const trace = toldTrace(live.progress(), kept);
    if (!(await store.checks.tell({ organizationId, id, trace }))) live.cancel();
  }
}

async function hearOthers({ store }: Context, live: LiveCheck): Promise<void> {
  const { id, organizationId } = live;
  const ended = new AbortController();
  void live.finished.then(() => ended.abort());
  while (await passes(askMs, ended.signal)) {
    const check = await store.checks.get(organizationId, id);
    if (check?.status === "running") continue;
    live.cancel();
    return;
  }
}

/** False where the signal came first. */
function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal, ref: false }).catch(() => false);
}
