import type { PullCounts, PullFilter, PullStatus } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { iso, isoOrNull } from "../time.ts";
import { pullFilterOf } from "./pull-filter.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const usualDays = 30;
const daysMax = 90;

/** Pulls over time, held to what the asker may see: of the last 30 days unless the filter says otherwise. */
export async function countPulls(ctx: MemberContext, asked: PullFilter): Promise<PullCounts> {
  const filter = pullFilterOf(ctx, asked);
  const now = ctx.clock();
  const end = Math.min(filter.to ?? now + 1, now + 1);
  const firstDay = (Math.floor((end - 1) / dayMs) - usualDays + 1) * dayMs;
  const start = Math.max(filter.from ?? firstDay, end - daysMax * dayMs);
  const unit = end - start <= 2 * dayMs ? "hour" : "day";
  const { counts, back } = await ctx.store.pulls.countByTime(
    ctx.organization.id,
    // None came later than now: without an end, all of today counts as a day.
    { ...filter, from: start, to: end > now ? undefined : end },
    unit,
  );
  const unitMs = unit === "hour" ? hourMs : dayMs;
  const slots: PullCounts["slots"] = [];
  const last = Math.floor((end - 1) / unitMs);
  for (let slot = Math.floor(start / unitMs); slot <= last; slot += 1) {
    const of = (status: PullStatus) =>
      counts.find((row) => row.slot === slot && row.status === status)?.pulls ?? 0;
    slots.push({
      at: iso(slot * unitMs),
      succeeded: of("succeeded"),
      failed: of("failed"),
      refused: of("refused"),
      open: of("started"),
    });
  }
  return { unit, slots, countedSince: isoOrNull(back) };
}
