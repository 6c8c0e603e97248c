const soonestMs = 1000;
/** So that a changed pattern, a pause or a new registry counts before long. */
const latestMs = 600_000;

/** How long the file may stay as it is: half of what the first credential to end has left. */
export function refreshAfter(ends: readonly (string | null)[], nowMs: number): number {
  const left = ends.map((end) => (end === null ? Infinity : (Date.parse(end) - nowMs) / 2));
  return Math.max(soonestMs, Math.min(latestMs, ...left));
}
