import { attackShapes } from "./attack-shapes.ts";
import { backupUnderWrites } from "./backup-under-writes.ts";
import { diskFull } from "./disk-full.ts";
import { drain } from "./drain.ts";
import { failpoints } from "./failpoints.ts";
import { failedSync } from "./failed-sync.ts";
import { fsyncCount } from "./fsync-count.ts";
import { heap } from "./heap.ts";
import { history } from "./history.ts";
import { killWrites } from "./kill-writes.ts";
import { lastResort } from "./last-resort.ts";
import { logins } from "./logins.ts";
import { manyWriters } from "./many-writers.ts";
import { migrations } from "./migrations.ts";
import { overload } from "./overload.ts";
import { rotation } from "./rotation.ts";
import { slowClients } from "./slow-clients.ts";
import { soak } from "./soak.ts";
import { steadyLoad } from "./steady-load.ts";
import { upstreamFaults } from "./upstream-faults.ts";
import type { Scenario } from "./scenario.ts";

export { runScenario, type Figure } from "./scenario.ts";

/** Every scenario, in the order of the report. */
export const scenarios: readonly Scenario[] = [
  killWrites,
  failpoints,
  fsyncCount,
  diskFull,
  failedSync,
  manyWriters,
  rotation,
  drain,
  lastResort,
  migrations,
  backupUnderWrites,
  slowClients,
  overload,
  logins,
  attackShapes,
  upstreamFaults,
  history,
];

/** These say little in a few seconds: part of the long run alone, or by their own id. */
export const longOnly: readonly Scenario[] = [steadyLoad, heap];

/** Hours long, so that only its own id runs it. */
export const onDemand: readonly Scenario[] = [soak];
