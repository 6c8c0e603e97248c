import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPatternIndex, parsePattern } from "../src/index.ts";
import {
  anyEntries,
  anyEntry,
  anyImages,
  anyText,
  propertyRuns,
  propertyTimeoutMs,
} from "./arbitraries.ts";
import { naiveCandidates } from "./naive-reference.ts";

describe("finding", { timeout: propertyTimeoutMs }, () => {
  test("the winner is the naive reference's winner", () => {
    fc.assert(
      fc.property(anyEntries, anyImages, (entries, texts) => {
        const index = createPatternIndex(entries);
        for (const text of texts) {
          const [winner] = naiveCandidates(entries, text);
          const found = index.find(text);
          expect(found?.id).toBe(winner?.id);
          expect(found?.pattern).toBe(winner && canonicalOf(winner.pattern));
        }
      }),
      propertyRuns,
    );
  });

  test("any text at all finds what the naive reference finds", () => {
    fc.assert(
      fc.property(anyEntries, anyText, (entries, text) => {
        const [winner] = naiveCandidates(entries, text);
        expect(createPatternIndex(entries).find(text)?.id).toBe(winner?.id);
      }),
      propertyRuns,
    );
  });

  test("the whole answer does not depend on the order of insertion", () => {
    const shuffled = anyEntries
      .map((entries) => entries.map((entry, i) => ({ ...entry, id: String(i) })))
      .chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, anyImages, ([entries, others], texts) => {
        const [index, other] = [createPatternIndex(entries), createPatternIndex(others)];
        for (const text of texts) {
          expect(other.find(text)).toEqual(index.find(text));
          expect(other.explain(text)).toEqual(index.explain(text));
        }
      }),
      propertyRuns,
    );
  });

  test("a pattern that does not match an image never changes its winner", () => {
    fc.assert(
      fc.property(anyEntries, anyEntry, anyImages, (entries, added, texts) => {
        const before = createPatternIndex(entries);
        const after = before.update({ add: [added] });
        const alone = createPatternIndex([added]);
        for (const text of texts.filter((each) => alone.find(each) === null)) {
          expect(after.find(text)).toEqual(before.find(text));
        }
      }),
      propertyRuns,
    );
  });
});

function canonicalOf(pattern: string): string | undefined {
  const parsed = parsePattern(pattern);
  return parsed.ok ? parsed.pattern.canonical : undefined;
}
