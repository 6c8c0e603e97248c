import { join } from "node:path";
import { root } from "./run.ts";

type Figure = { name: string; value: number; unit: string; limit: string; pass: boolean };
type Scenario = { id: string; name: string };

/**
 * What must survive a crash, a full disk, a failing one and a key that is replaced, with a figure for each
 * promise. Quick by default; `--long` takes the counts of the targets, and an id runs one scenario alone.
 */
const suite = (await import(join(root, "apps/bff/torture/index.ts"))) as {
  scenarios: readonly Scenario[];
  longOnly: readonly Scenario[];
  onDemand: readonly Scenario[];
  runScenario(scenario: Scenario, long: boolean): Promise<Figure[]>;
};
const long = process.argv.includes("--long");
const wanted = process.argv.slice(2).find((word) => !word.startsWith("--"));
const chosen =
  wanted === undefined
    ? [...suite.scenarios, ...(long ? suite.longOnly : [])]
    : [...suite.scenarios, ...suite.longOnly, ...suite.onDemand].filter(({ id }) => id === wanted);
if (chosen.length === 0) {
  console.error(`There is no scenario ${wanted}.`);
  process.exit(64);
}

let [figures, failed] = [0, 0];
for (const scenario of chosen) {
  const started = performance.now();
  console.log(`\n${scenario.id} ${scenario.name}`);
  try {
    for (const { name, value, unit, limit, pass } of await suite.runScenario(scenario, long)) {
      figures += 1;
      if (!pass) failed += 1;
      const shown = Number(value.toPrecision(4));
      console.log(
        `${pass ? "PASS" : "FAIL"}  ${name}: ${shown}${unit === "" ? "" : ` ${unit}`} (${limit})`,
      );
    }
  } catch (err) {
    failed += 1;
    console.log(
      `FAIL  it could not be carried out: ${err instanceof Error ? err.message : "unknown error"}`,
    );
  }
  console.log(`      ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`\n${figures} figures, ${failed} failed`);
if (failed > 0) process.exit(1);
