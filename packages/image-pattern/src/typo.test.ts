import fc from "fast-check";
import { expect, test } from "vitest";
import { isTypo } from "./typo.ts";

const host = fc.string({ unit: fc.constantFrom("a", "b", "."), minLength: 7, maxLength: 12 });

test("two hosts are a typo apart when at most two slips lie between them", () => {
  fc.assert(
    fc.property(host, host, (one, other) => {
      expect(isTypo(one, other)).toBe(slips(one, other) <= 2);
    }),
    { numRuns: 3000 },
  );
});

test("short hosts, stars and very different lengths are no typos", () => {
  expect(isTypo("a.io", "b.io")).toBe(false);
  expect(isTypo("*.reg.example.com", "a.reg.example.com")).toBe(false);
  expect(isTypo("registry.example.com", "registry.example.com.evil")).toBe(false);
  expect(isTypo("a".repeat(200), "b".repeat(200))).toBe(false);
});

/** Optimal string alignment distance, straight from its definition. */
function slips(one: string, other: string): number {
  const table: number[][] = [];
  for (let i = 0; i <= one.length; i++) {
    const row: number[] = [];
    table.push(row);
    for (let j = 0; j <= other.length; j++) {
      const at = (up: number, left: number): number => table[i - up]?.[j - left] ?? 99;
      const same = one[i - 1] === other[j - 1];
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = i === 0 ? j : Math.min(at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && swapped) row[j] = Math.min(row[j] ?? 99, at(2, 2) + 1);
    }
  }
  return table[one.length]?.[other.length] ?? 99;
}
