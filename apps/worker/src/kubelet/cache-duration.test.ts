import { expect, test } from "vitest";
import { cacheDuration } from "./cache-duration.ts";

const now = Date.UTC(2026, 4, 1);
const inMs = (ms: number) => new Date(now + ms).toISOString();

test.each([
  [inMs(600_000), "300s"],
  [inMs(12 * 3_600_000), "1800s"],
  [inMs(1500), "0s"],
  [inMs(-1), "0s"],
  [inMs(-86_400_000), "0s"],
  [null, "300s"],
])("a credential that ends at %s is used again for %s", (expiresAt, duration) => {
  expect(cacheDuration(expiresAt, now)).toBe(duration);
});
