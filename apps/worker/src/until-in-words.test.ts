import { expect, test } from "vitest";
import { untilInWords } from "./until-in-words.ts";

test("a time is printed as people read it; what is none is printed without what moves a terminal", () => {
  expect(untilInWords("2027-01-01T09:05:59.000Z")).toBe("until 1 Jan 2027, 09:05 UTC");
  expect(untilInWords("2027-01-01T00:30:00+02:00")).toBe("until 31 Dec 2026, 22:30 UTC");
  const odd = untilInWords("to\u001b[2Jday");
  expect(odd).toContain("until to");
  expect(odd).not.toContain("\u001b");
});
