/** `ms` give or take a tenth, so that what began together does not stay together. `random` gives 0 to 1. */
export function jittered(ms: number, random: () => number): number {
  return Math.round(ms * (0.9 + 0.2 * random()));
}
