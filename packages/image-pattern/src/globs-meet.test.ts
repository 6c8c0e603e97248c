import fc from "fast-check";
import { expect, test } from "vitest";
import { globsMeet } from "./globs-meet.ts";

const glob = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });

function matches(pattern: string, subject: string, starMin: 0 | 1): boolean {
  return new RegExp(`^${pattern.replaceAll("*", starMin === 0 ? ".*" : ".+")}$`).test(subject);
}

test("the text it names is matched by both", () => {
  fc.assert(
    fc.property(glob, glob, fc.constantFrom(0, 1), (one, other, starMin) => {
      const shared = globsMeet(one, other, starMin);
      if (shared === null) return;
      expect([matches(one, shared, starMin), matches(other, shared, starMin)]).toEqual([
        true,
        true,
      ]);
    }),
    { numRuns: 5000 },
  );
});

test("where a text is matched by both, they meet", () => {
  fc.assert(
    fc.property(glob, glob, text, fc.constantFrom(0, 1), (one, other, subject, starMin) => {
      fc.pre(matches(one, subject, starMin) && matches(other, subject, starMin));
      expect(globsMeet(one, other, starMin)).not.toBeNull();
    }),
    { numRuns: 2000, maxSkipsPerRun: 1000 },
  );
});
