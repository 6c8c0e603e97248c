import fc from "fast-check";
import { expect, test } from "vitest";
import { search } from "./search.ts";

const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 60 });
const piece = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 14 });

test("finds what indexOf finds, within the range", () => {
  fc.assert(
    fc.property(text, piece, fc.nat(20), fc.nat(60), (haystack, needle, from, length) => {
      const end = Math.min(from + length, haystack.length);
      const hit = haystack.slice(0, end).indexOf(needle, from);
      const isBeyond = needle === "" && from > end;
      expect(search(haystack, needle, from, end)).toBe(isBeyond ? -1 : hit);
    }),
    { numRuns: 2000 },
  );
});

test("finds a piece as long as a whole reference", () => {
  const long = "ab".repeat(512);
  expect(search(`b${long}`, long, 0, 1025)).toBe(1);
  expect(search(long, `${long}a`, 0, 1024)).toBe(-1);
});
