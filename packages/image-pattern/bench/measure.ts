/** Something that is timed: one call of `run` does `count` lookups (or builds, or changes). */
export interface Timed {
  readonly name: string;
  readonly count: number;
  readonly run: () => unknown;
}

const BATCHES = 3;
const WARM_UP_ROUNDS = 2;

/**
 * Nanoseconds per unit of work, one list per candidate with one value per round. All candidates run
 * in every round, so that a busy machine slows all of them; the best of a few batches counts, as
 * noise only ever adds.
 */
export function interleaved(candidates: readonly Timed[], rounds: number): readonly number[][] {
  const times = candidates.map((): number[] => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [i, { count, run }] of candidates.entries()) {
      let best = Number.POSITIVE_INFINITY;
      for (let batch = 0; batch < BATCHES; batch++) best = Math.min(best, nanoseconds(run));
      if (round >= 0) times[i]?.push(best / count);
    }
  }
  return times;
}

export function nanoseconds(run: () => unknown): number {
  const start = performance.now();
  keep(run());
  return (performance.now() - start) * 1e6;
}

/** Ratios round by round: what slows both down at once cancels out. */
export function ratios(times: readonly number[], floor: readonly number[]): number[] {
  return times.map((time, round) => time / (floor[round] ?? Number.NaN));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? Number.NaN;
}

/** Spread of a fixed piece of work, in percent: how much the machine itself wavers. */
export function cpuVariation(units = 40): number {
  const times = Array.from({ length: units }, () => nanoseconds(fixedWork));
  const mean = times.reduce((sum, time) => sum + time, 0) / units;
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / units;
  return (100 * Math.sqrt(variance)) / mean;
}

function fixedWork(): number {
  let state = 1;
  for (let i = 0; i < 4_000_000; i++) state = Math.imul(state ^ i, 0x5bd1_e995);
  return state;
}

let kept: unknown;

/** Keeps a result, so that the work behind it can't be left out. */
export function keep(value: unknown): void {
  kept = value;
}

export function lastKept(): unknown {
  return kept;
}
