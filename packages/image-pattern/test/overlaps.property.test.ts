import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPatternIndex, findOverlaps, overlapsOf } from "../src/index.ts";
import { anyEntries, anyEntry, anyImages, propertyRuns, propertyTimeoutMs } from "./arbitraries.ts";

describe("overlaps", { timeout: propertyTimeoutMs }, () => {
  test("a pattern that is said to win never does not win", () => {
    fc.assert(
      fc.property(anyEntries, anyImages, (entries, texts) => {
        const index = createPatternIndex(entries.map((entry, i) => ({ ...entry, id: String(i) })));
        const never = new Set(findOverlaps(index).neverWins.map(({ id }) => id));
        for (const text of texts) expect(never.has(index.find(text)?.id ?? "")).toBe(false);
      }),
      propertyRuns,
    );
  });

  test("the example of a tie is matched by both, and only the text decides", () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const index = createPatternIndex(entries.map((entry, i) => ({ ...entry, id: String(i) })));
        for (const { patterns, example } of findOverlaps(index).ties) {
          const keep: readonly string[] = patterns.map(({ id }) => id);
          const others = index.entries().flatMap(({ id }) => (keep.includes(id) ? [] : [id]));
          const answer = index.update({ remove: others }).explain(example);
          const candidates = answer.ok ? answer.candidates : [];
          expect(candidates.map(({ id }) => id)).toEqual(keep);
          expect(candidates[0]?.beatsNext?.step).toBe("text");
        }
      }),
      propertyRuns,
    );
  });

  test("the overlaps of one pattern agree with those of the index it joins", () => {
    fc.assert(
      fc.property(anyEntries, anyEntry, (entries, given) => {
        const numbered = entries.map((entry, i) => ({ ...entry, id: String(i) }));
        const index = createPatternIndex(numbered);
        const own = overlapsOf(index, { ...given, id: "x" });
        const joined = findOverlaps(index.update({ add: [{ ...given, id: "x" }] }));
        // The same text twice is refused at save, so nothing more is said about it.
        if (own.some(({ kind }) => kind === "identical")) return;
        const never = joined.neverWins.find(({ id }) => id === "x");
        const said = own.find(({ kind }) => kind === "never-wins");
        expect(said?.with).toEqual(never?.by);
      }),
      propertyRuns,
    );
  });
});
