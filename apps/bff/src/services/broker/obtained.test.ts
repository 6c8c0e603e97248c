import { expect, test } from "vitest";
import { isPassing } from "./obtained.ts";

test.each([
  ["rate_limited", true],
  ["unreachable", true],
  ["registry_trouble", true],
  // Broken off by our side, say because the server ends: nothing that an admin could mend.
  ["cancelled", true],
  ["bad_credential", false],
  ["denied_or_missing", false],
  ["unclassified", false],
] as const)("%s: whoever asks again may get another answer: %s", (outcome, passing) => {
  expect(isPassing({ outcome })).toBe(passing);
});
