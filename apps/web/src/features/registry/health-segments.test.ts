import type { HealthHistory } from "@berth/api-contract";
import { expect, test } from "vitest";
import { dayMarks, segmentsOf, sharesInWords } from "./health-segments.ts";

const hour = 3_600_000;
const from = Date.UTC(2026, 4, 1);
const at = (hours: number) => new Date(from + hours * hour).toISOString();

function history(...changes: [hours: number, to: HealthHistory["changes"][number]["to"]][]) {
  return {
    from: at(0),
    to: at(100),
    changes: changes.map(([hours, to], index) => ({
      id: `hch_${index}`,
      at: at(hours),
      from: null,
      to,
      reason: null,
      checkId: null,
    })),
    checks: [],
    checksCut: false,
    doubt: null,
    nextReCheckAt: null,
  };
}

const inHours = (given: HealthHistory) =>
  segmentsOf(given).map(({ state, start, end }) => [
    state,
    (start - from) / hour,
    (end - from) / hour,
  ]);

test("the last change before the time says how it began; before the first known one there is nothing", () => {
  expect(inHours(history([-50, "healthy"], [10, "failing"], [12, "healthy"]))).toEqual([
    ["healthy", 0, 10],
    ["failing", 10, 12],
    ["healthy", 12, 100],
  ]);
  expect(inHours(history([40, "not-checked"], [40, "healthy"]))).toEqual([["healthy", 40, 100]]);
  expect(inHours(history())).toEqual([]);
});

test("shares are said in words, and a moment of trouble is never rounded away", () => {
  const words = (given: HealthHistory) => sharesInWords(segmentsOf(given), (state) => state);
  expect(words(history([-1, "healthy"]))).toBe("healthy 100 %");
  expect(words(history([-1, "healthy"], [50, "failing"], [53, "healthy"]))).toBe(
    "healthy 97 %, failing 3 %",
  );
  expect(words(history([-1, "healthy"], [50, "trouble"], [50.1, "healthy"]))).toBe(
    "healthy over 99 %, trouble under 1 %",
  );
});

test("day marks stand at midnight, and are few however long the time is", () => {
  for (const days of [1, 7, 30, 90]) {
    const marks = dayMarks(from + 5 * hour, from + (days * 24 + 5) * hour);
    expect(marks.length, String(days)).toBeGreaterThan(0);
    expect(marks.length, String(days)).toBeLessThanOrEqual(8);
    expect(new Set(marks.map((mark) => new Date(mark).getHours()))).toEqual(new Set([0]));
  }
});
