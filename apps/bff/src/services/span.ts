import type { PullSpan } from "@berth/api-contract";
import { fromIso } from "./time.ts";

const spanMs: Record<PullSpan, number> = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 7 * 86_400_000,
  "30d": 30 * 86_400_000,
};

/** The time that a filter leaves: from the later of its two beginnings, in milliseconds since the epoch. */
export function spanOf(
  {
    within,
    from,
    to,
  }: { within?: PullSpan | undefined; from?: string | undefined; to?: string | undefined },
  now: number,
): { from: number | undefined; to: number | undefined } {
  const starts = [
    ...(within === undefined ? [] : [now - spanMs[within]]),
    ...(from === undefined ? [] : [fromIso(from)]),
  ];
  return {
    from: starts.length === 0 ? undefined : Math.max(...starts),
    to: to === undefined ? undefined : fromIso(to),
  };
}
