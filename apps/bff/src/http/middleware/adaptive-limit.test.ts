import { expect, test } from "vitest";
import { createAdaptiveLimit } from "./adaptive-limit.ts";

function start() {
  const time = { now: 0 };
  const limit = createAdaptiveLimit({ min: 16, max: 256, targetMs: 300 }, () => time.now);
  /** Windows in which requests of these durations end. */
  const windows = (count: number, ...tookMs: number[]) => {
    for (let n = 0; n < count; n += 1) {
      time.now += 200;
      for (const took of tookMs) limit.ended(took);
    }
    return limit.current();
  };
  return { limit, windows };
}

const ten = (ms: number) => Array.from({ length: 10 }, () => ms);

test("where all of them wait, fewer are let in, down to a few, and more again once it is over", () => {
  const { limit, windows } = start();
  expect(limit.current()).toBe(256);
  // What ends first in a window is judged with what ended before.
  const after = windows(3, ...ten(900));
  expect(after).toBeLessThan(160);
  expect(windows(40, ...ten(900))).toBe(16);
  expect(windows(10, ...ten(20))).toBeGreaterThan(80);
  expect(windows(60, ...ten(20))).toBe(256);
});

test("a few that are slow by themselves are no queue", () => {
  const { windows } = start();
  expect(windows(20, ...ten(5_000), 12)).toBe(256);
  expect(windows(20, 5_000, 5_000)).toBe(256);
});
