export type Counts = { passed: number; failed: number; skipped: number };

/** Reads vitest's JSON report. */
export function unitTestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as Record<string, unknown>;
  const brokenFiles = (
    testResults as Array<{ status: string; assertionResults: unknown[] }>
  ).filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return {
    passed: number(numPassedTests),
    failed: number(numFailedTests) + brokenFiles,
    skipped: number(numPendingTests) + number(numTodoTests ?? 0),
  };
}

/** Reads Playwright's JSON report. A test that passed only when tried again is a failure here. */
export function browserTestCounts(report: unknown): Counts {
  const { stats, errors } = report as { stats: Record<string, unknown>; errors: unknown[] };
  return {
    passed: number(stats["expected"]),
    failed: number(stats["unexpected"]) + number(stats["flaky"]) + errors.length,
    skipped: number(stats["skipped"]),
  };
}

export function addCounts(...all: Counts[]): Counts {
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

function number(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("a count is missing from the report");
  return value;
}
