/**
 * Runs `work` and reports its duration to whoever observes the page's timings (developer tools, benchmarks) under
 * `name`. Nothing is kept.
 */
export function measured<Result>(name: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  // Old engines and test environments lack it; the work counts, not its record.
  performance.measure?.(name, { start });
  performance.clearMeasures?.(name);
  return result;
}
