import { expect, test } from "vitest";
import { refreshAfter } from "./refresh-after.ts";

const now = Date.UTC(2026, 4, 1);
const inMs = (ms: number) => new Date(now + ms).toISOString();

test.each([
  [[inMs(300_000), inMs(3_600_000)], 150_000],
  [[null, inMs(40_000)], 20_000],
  [[inMs(1500)], 1000],
  [[inMs(-1000)], 1000],
  [[null], 600_000],
  [[], 600_000],
  [[inMs(86_400_000)], 600_000],
])("with ends at %j the file is written again after %d ms", (ends, ms) => {
  expect(refreshAfter(ends, now)).toBe(ms);
});
