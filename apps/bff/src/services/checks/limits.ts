import type { CheckSlot } from "../../egress/concurrency.ts";
import type { MemberContext, WorkerContext } from "../context.ts";
import { tooMany } from "../errors.ts";
import type { CheckPace } from "./check-pace.ts";

/** Support can send traffic to hosts that an admin has approved, so it may do so at a slow pace only. */
export async function requireSupportPace(ctx: MemberContext): Promise<void> {
  if (ctx.role !== "support") return;
  const waitMs = await ctx.supportCheckLimit.take(`${ctx.organization.id} ${ctx.person.id}`);
  if (waitMs === 0) return;
  throw tooMany("rate_limited", "You have run five checks in a minute. Wait a moment.", waitMs);
}

/** Whoever holds a worker token could fill the disk with reports otherwise. */
export async function requireWorkerPace(ctx: WorkerContext): Promise<void> {
  const waitMs = await ctx.workerCheckLimit.take(ctx.workerToken.id);
  if (waitMs === 0) return;
  throw tooMany(
    "rate_limited",
    "Workers with this token have reported many checks in the last hour. Wait, or give them tokens of their own.",
    waitMs,
  );
}

/**
 * Takes a place in the queue of checks. A refusal comes at once; a place may take its time, so what is
 * given back is the promise of it. Whoever has used up the minute takes no place, and so crowds out nobody.
 */
export async function requestSlot(
  ctx: Pick<MemberContext, "organization">,
  { queue, minute }: CheckPace,
  { host, signal }: { host: string; signal: AbortSignal },
): Promise<{ place: Promise<CheckSlot> }> {
  const waitMs = await minute.take(ctx.organization.id);
  if (waitMs > 0) {
    throw tooMany(
      "rate_limited",
      "This organization has run many checks in the last minute. Wait a moment.",
      waitMs,
    );
  }
  const place = queue.acquire({ organizationId: ctx.organization.id, host, signal });
  const refused = await Promise.race([
    place,
    new Promise<null>((resolve) => setImmediate(resolve, null)),
  ]);
  if (refused !== null && !refused.ok && refused.code !== "aborted") {
    throw tooMany(
      "busy",
      "Many checks are waiting on this server. Try again in a few seconds.",
      refused.retryAfterMs,
    );
  }
  return { place };
}
