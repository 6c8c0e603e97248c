/** Cases of a fuzz run: 2,000, or with `BERTH_FUZZ=full` the count that the threat model names. */
export function fuzzRuns(full: number): number {
  return process.env["BERTH_FUZZ"] === "full" ? full : 2_000;
}
