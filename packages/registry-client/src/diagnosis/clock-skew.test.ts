import { expect, test } from "vitest";
import { answered } from "../../test/trace-fixture.ts";
import { clockSkewSeconds, skewInWords } from "./clock-skew.ts";

test("is read from the answer's own time", () => {
  const at = Date.parse("2026-09-01T08:00:00Z");
  const answer = (date: string) => ({
    ...answered("sign-in", 400, { headers: [["date", date]] }),
    at,
    durationMs: 2000,
  });
  expect(clockSkewSeconds(answer("Tue, 01 Sep 2026 08:00:01 GMT"))).toBe(0);
  expect(clockSkewSeconds(answer("Tue, 01 Sep 2026 09:20:01 GMT"))).toBe(-4800);
  expect(clockSkewSeconds(answer("yesterday"))).toBeNull();
  expect(clockSkewSeconds(answered("sign-in", 400))).toBeNull();
  expect(clockSkewSeconds(null)).toBeNull();
});

test.each([
  [-4800, "1 h 20 min behind"],
  [3600, "1 h ahead"],
  [-420, "7 min behind"],
  [4, "4 s ahead"],
  [0, "0 s ahead"],
])("%i s is said as %s", (seconds, words) => {
  expect(skewInWords(seconds)).toBe(words);
});
