/** One line of a bench. Without a limit it is only reported. */
export type Row = { name: string; value: number; unit: string; limit?: number; pass: boolean };

export function shown(name: string, value: number, unit: string): Row {
  return { name, value, unit, pass: true };
}

export function atMost(name: string, value: number, limit: number, unit: string): Row {
  return { name, value, unit, limit, pass: value <= limit };
}

export function atLeast(name: string, value: number, limit: number, unit: string): Row {
  return { name: `${name}, at least`, value, unit, limit, pass: value >= limit };
}

export function exactly(name: string, value: number, limit: number): Row {
  return { name, value, unit: "", limit, pass: value === limit };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Percent. Where a fixed piece of work wavers more, times are reported but judge nothing. */
export const spreadMax = 5;

/**
 * How much the machine itself wavers: the coefficient of variation of a fixed piece of work, in percent. A unit takes
 * tens of milliseconds: a much shorter one would tell of single interrupts, which every machine has.
 */
export function spread(units = 20): number {
  const times = Array.from({ length: units }, () => {
    const started = performance.now();
    let state = 1;
    for (let at = 0; at < 40_000_000; at += 1) state = Math.imul(state ^ at, 0x5bd1_e995);
    if (state === 0) throw new Error("never");
    return performance.now() - started;
  });
  const mean = times.reduce((sum, time) => sum + time, 0) / units;
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / units;
  return (100 * Math.sqrt(variance)) / mean;
}

/** The rows, and how calm the machine was before and after; on a busy one those that rest on time judge nothing. */
export async function whereCalm(measure: () => Promise<Row[]>): Promise<Row[]> {
  const before = spread();
  const rows = await measure();
  const wavering = Math.max(before, spread());
  const judged = rows.map((row) =>
    wavering <= spreadMax || row.limit === undefined
      ? row
      : {
          ...shown(
            `${row.name} (limit ${row.limit}; machine too busy to judge)`,
            row.value,
            row.unit,
          ),
        },
  );
  return [shown("spread of a fixed piece of work (cv)", wavering, "%"), ...judged];
}
