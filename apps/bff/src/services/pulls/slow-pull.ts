import type { SlowCause } from "@berth/api-contract";
import type { Pull } from "../../store/rows.ts";

/** Nobody waits for less. */
export const slowMsMin = 5_000;
/** From so many earlier pulls on, what is usual for a repository can be told. */
export const earlierMin = 20;

const waitedMsMin = 2_000;
const waitedShareMin = 0.2;
const thinBytesMin = 10_000_000;
const thinBytesPerSecond = 1_000_000;
/** The phase that took most of the time is the one to look at. */
const phaseShareMin = 0.6;

export type SlowJudgement = { slow: SlowCause | null; usualMs: number | null };

/**
 * Whether a pull was slow, and why as far as its own figures tell. It was where it waited for a rate limit
 * or for faults, where its layers trickled in, or where it took longer than 95 of 100 earlier pulls of its
 * repository. `earlier` is how long those took, in milliseconds.
 */
export function judgeSlow(
  { durationMs, bytes, timing }: Pick<Pull, "durationMs" | "bytes" | "timing">,
  earlier: readonly number[],
): SlowJudgement {
  const usualMs = earlier.length < earlierMin ? null : percentile95(earlier);
  if (durationMs === null || durationMs < slowMsMin) return { slow: null, usualMs };
  const waited = (ms = 0) => ms >= waitedMsMin && ms >= durationMs * waitedShareMin;
  if (waited(timing?.rateLimitedMs)) return { slow: "rate-limit", usualMs };
  if (waited(timing?.troubleMs)) return { slow: "network", usualMs };
  const layersFrom = (timing?.layerHosts ?? []).length > 0 ? "layer-storage" : "network";
  if (isThin(bytes, timing?.layersMs)) return { slow: layersFrom, usualMs };
  if (usualMs === null || durationMs <= usualMs) return { slow: null, usualMs };
  const took = (ms = 0) => ms >= durationMs * phaseShareMin;
  if (took(timing?.layersMs)) return { slow: layersFrom, usualMs };
  return { slow: took(timing?.manifestMs) ? "network" : "unknown", usualMs };
}

function isThin(bytes: number | null, layersMs: number | undefined): boolean {
  if (bytes === null || layersMs === undefined || bytes < thinBytesMin) return false;
  return bytes / (layersMs / 1000) < thinBytesPerSecond;
}

/** The smallest value that at least 95 of 100 do not exceed. */
function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
