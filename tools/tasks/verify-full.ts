import { run } from "./run.ts";

/** The counts that CI runs only a quick set of: every property 100,000 times, the fuzz runs of the threat model, every fixed bug put back, the long torture, and the bench. */
const env = {
  BERTH_PROPERTY_RUNS: process.env["BERTH_PROPERTY_RUNS"] ?? "100000",
  BERTH_FUZZ: process.env["BERTH_FUZZ"] ?? "full",
  BERTH_FAILOVER_OPERATIONS: process.env["BERTH_FAILOVER_OPERATIONS"] ?? "2000",
};

const unit = await run(["vitest", "run", "--testTimeout=3600000"], { env });
const proven = await run(["node", "tools/tasks/prove-fixed-bugs.ts"]);
const torture = await run(["node", "tools/tasks/torture.ts", "--long"]);
const bench = await run(["node", "--expose-gc", "tools/tasks/bench.ts"]);
if (unit !== 0 || proven !== 0 || torture !== 0 || bench !== 0) process.exit(1);
