import { diskFull } from "./disk-full.ts";
import { drain } from "./drain.ts";
import { failedSync } from "./failed-sync.ts";
import { fsyncCount } from "./fsync-count.ts";
import { killWrites } from "./kill-writes.ts";
import { lastResort } from "./last-resort.ts";
import { manyWriters } from "./many-writers.ts";
import { rotation } from "./rotation.ts";
import type { Scenario } from "./scenario.ts";

export { runScenario, type Figure } from "./scenario.ts";

/** Every scenario, in the order of the report. */
export const scenarios: readonly Scenario[] = [
  killWrites,
  fsyncCount,
  diskFull,
  failedSync,
  manyWriters,
  rotation,
  drain,
  lastResort,
];
