import type { HealthHistory, HealthState } from "@berth/api-contract";

/** A stretch of time in one state. `start` and `end` are milliseconds since the epoch. */
export interface Segment {
  state: HealthState;
  start: number;
  end: number;
}

/**
 * The states of a stretch of time, one behind the other. What lies before the first change that is known is
 * left out; stretches in the same state are one.
 */
export function segmentsOf({ from, to, changes }: HealthHistory): Segment[] {
  const start = Date.parse(from);
  const end = Date.parse(to);
  const segments: Segment[] = [];
  for (const [index, change] of changes.entries()) {
    const next = changes[index + 1];
    const began = Math.max(start, Date.parse(change.at));
    const ended = next === undefined ? end : Math.min(end, Date.parse(next.at));
    if (ended <= began) continue;
    const last = segments.at(-1);
    if (last?.state === change.to && last.end === began) last.end = ended;
    else segments.push({ state: change.to, start: began, end: ended });
  }
  return segments;
}

/** How much of the time was spent in each state, most first, as parts of 1. */
export function sharesOf(segments: readonly Segment[]): { state: HealthState; share: number }[] {
  const total = segments.reduce((sum, { start, end }) => sum + end - start, 0);
  const spent = new Map<HealthState, number>();
  for (const { state, start, end } of segments) {
    spent.set(state, (spent.get(state) ?? 0) + end - start);
  }
  return [...spent]
    .map(([state, ms]) => ({ state, share: ms / total }))
    .toSorted((a, b) => b.share - a.share);
}

/** "healthy 97 %, failing 3 %"; what is less than half a percent is said so. */
export function sharesInWords(
  segments: readonly Segment[],
  word: (state: HealthState) => string,
): string {
  return sharesOf(segments)
    .map(({ state, share }) => {
      const percent = Math.round(share * 100);
      const rounded = percent === 100 && share < 1 ? "over 99" : String(percent);
      return `${word(state).toLowerCase()} ${percent === 0 ? "under 1" : rounded} %`;
    })
    .join(", ");
}

/** Where day marks stand: midnights of the viewer's own time, at most eight of them. */
export function dayMarks(from: number, to: number): number[] {
  const days = Math.round((to - from) / 86_400_000);
  const step = Math.max(1, Math.ceil(days / 7));
  const marks: number[] = [];
  const day = new Date(from);
  day.setHours(24, 0, 0, 0);
  for (; day.getTime() < to; day.setDate(day.getDate() + step)) marks.push(day.getTime());
  return marks;
}
