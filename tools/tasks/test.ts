import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { addCounts, browserTestCounts, unitTestCounts, type Counts } from "./count-tests.ts";
import { root, run } from "./run.ts";
import { ensureSystemPackages } from "./system-packages.ts";

/** Unit, contract and end-to-end tests, and one closing line that sums them. */
const reports = join(root, ".cache", "test-reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const absent = await ensureSystemPackages();
if (absent.length > 0) {
  console.error(
    `These tests drive real programs, and some are missing: ${absent.join(", ")}. ` +
      `Install them (on Debian: apt-get install ${absent.join(" ")}) and run npm test again.`,
  );
  console.log("0 passed, 1 failed, 0 skipped");
  process.exit(69);
}

const unitReport = join(reports, "unit.json");
const unitCode = await run([
  "vitest",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${unitReport}`,
]);
const browserReport = join(reports, "browser.json");
const browserCode = await run(
  ["playwright", "test", "--reporter=list,json,./e2e/stack/failed-page-reporter.ts"],
  {
    env: {
      PATH: `${join(root, "e2e/node_modules/.bin")}:${process.env.PATH}`,
      PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
    },
  },
);

const counts = addCounts(
  read("unit tests", unitReport, unitTestCounts, unitCode),
  read("end-to-end tests", browserReport, browserTestCounts, browserCode),
);
// Nothing may be skipped where the project itself is judged: a skip there hides a missing part.
const forbiddenSkips = process.env.CI !== undefined && counts.skipped > 0;
if (forbiddenSkips) console.error(`${counts.skipped} tests were skipped, which CI does not allow.`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || forbiddenSkips ? 1 : 0);

/** A runner that failed without naming a failed test (a crash, a missing report) counts as one failure. */
function read(
  name: string,
  file: string,
  count: (report: unknown) => Counts,
  code: number,
): Counts {
  let counts: Counts;
  try {
    counts = count(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    console.error(`The ${name} left no report.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const silent = (code !== 0 && counts.failed === 0) || counts.passed === 0;
  if (silent)
    console.error(`The ${name} ended with code ${code} after ${counts.passed} passed tests.`);
  return silent ? { ...counts, failed: counts.failed + 1 } : counts;
}
