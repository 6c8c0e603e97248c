import { rm } from "node:fs/promises";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One figure of a run, with the bound it must keep. */
export type Figure = { name: string; value: number; unit: string; limit: string; pass: boolean };

export type Scenario = {
  /** As the threat model and the reliability targets number them. */
  id: string;
  name: string;
  run: (context: ScenarioContext) => Promise<Figure[]>;
};

export type ScenarioContext = {
  /** A folder of its own, gone afterwards. */
  folder: string;
  /** The count of a quick run, or with `--long` the one that the target names. */
  count: <Value>(quick: Value, long: Value) => Value;
};

/** Runs a scenario in a folder of its own. */
export async function runScenario(scenario: Scenario, long: boolean): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "berth-torture-"));
  try {
    return await scenario.run({ folder, count: (quick, all) => (long ? all : quick) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A count that must be exactly this. */
export function exactly(name: string, value: number, wanted: number, unit = ""): Figure {
  return { name, value, unit, limit: `= ${wanted}`, pass: value === wanted };
}

export function atLeast(name: string, value: number, wanted: number, unit = ""): Figure {
  return { name, value, unit, limit: `>= ${wanted}`, pass: value >= wanted };
}

export function atMost(name: string, value: number, wanted: number, unit = ""): Figure {
  return { name, value, unit, limit: `<= ${wanted}`, pass: value <= wanted };
}

/** A time of this machine: said beside its target, and never judged, because others work on it too. */
export function reported(name: string, value: number, target: string, unit = ""): Figure {
  const limit = target === "" ? "reported" : `reported; target ${target}`;
  return { name, value, unit, limit, pass: true };
}
