/** Cases a property is tried with: few by default, more where `BERTH_PROPERTY_RUNS` asks for it. */
export const propertyRuns = Number(process.env["BERTH_PROPERTY_RUNS"] ?? 2_000);

/** Cases of a fuzz run: `full` is the count that the threat model names, for `npm run verify:full`. */
export function fuzzRuns(full: number, quick = propertyRuns): number {
  return process.env["BERTH_FUZZ"] === "full" ? full : Math.min(quick, full);
}
