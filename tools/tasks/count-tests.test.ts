import { expect, test } from "vitest";
import { addCounts, browserTestCounts, unitTestCounts } from "./count-tests.ts";

test("a test file that could not even be loaded counts as a failure", () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [{ status: "failed", assertionResults: [] }],
  };
  expect(unitTestCounts(report)).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

test("a browser test that passed only at the second try counts as a failure", () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };
  expect(browserTestCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test("a report without counts is refused instead of read as zero", () => {
  expect(() => browserTestCounts({ stats: {}, errors: [] })).toThrow(/count is missing/);
});

test("counts add up", () => {
  expect(
    addCounts({ passed: 1, failed: 0, skipped: 2 }, { passed: 4, failed: 1, skipped: 0 }),
  ).toEqual({
    passed: 5,
    failed: 1,
    skipped: 2,
  });
});
