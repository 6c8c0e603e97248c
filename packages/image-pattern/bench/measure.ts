/** Something that is timed piece by piece; all pieces together do `count` lookups. */
export interface Timed {
  readonly name: string;
  readonly count: number;
  readonly pieces: readonly (() => unknown)[];
}

const PASSES = 4;
const WARM_UP_ROUNDS = 2;

/**
 * Nanoseconds per lookup, one list per candidate with one value per round. All candidates run in
 * every round, so that a busy machine slows all of them. A piece takes about a millisecond and the
 * best of a few passes counts: noise only ever adds, and few pieces are interrupted every time.
 */
export function interleaved(candidates: readonly Timed[], rounds: number): readonly number[][] {
  const times = candidates.map((): number[] => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [i, { count, pieces }] of candidates.entries()) {
      const best = pieces.map(() => Number.POSITIVE_INFINITY);
      for (let pass = 0; pass < PASSES; pass++) {
        for (const [k, piece] of pieces.entries()) {
          best[k] = Math.min(best[k] ?? 0, nanoseconds(piece));
        }
      }
      const total = best.reduce((sum, ns) => sum + ns, 0);
      if (round >= 0) times[i]?.push(total / count);
    }
  }
  return times;
}

/** Time on the clock, for what is over before anybody interrupts it. */
export function nanoseconds(run: () => unknown): number {
  const start = performance.now();
  keep(run());
  return (performance.now() - start) * 1e6;
}

/**
 * Time on the processor, for what takes long enough to be interrupted: what other processes take in
 * between doesn't count. Some systems only count in steps of a few milliseconds.
 */
export function cpuNanoseconds(run: () => unknown): number {
  const start = process.threadCpuUsage();
  keep(run());
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) * 1e3;
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

const kept: { value: unknown } = { value: null };

/** Keeps a result, so that the work behind it can't be left out. */
export function keep(value: unknown): void {
  kept.value = value;
}
