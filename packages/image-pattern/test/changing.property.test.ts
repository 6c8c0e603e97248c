import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareIndexes, createPatternIndex, createWhatIf } from "../src/index.ts";
import type { PatternIndex } from "../src/index.ts";
import { anyEntries, anyId, anyImages, propertyRuns, propertyTimeoutMs } from "./arbitraries.ts";

describe("changing", { timeout: propertyTimeoutMs }, () => {
  const changes = fc.array(
    fc.record({ add: anyEntries, remove: fc.array(anyId, { maxLength: 3 }) }),
    { minLength: 1, maxLength: 4 },
  );

  test("an updated index answers as one that was built anew, and the old one as before", () => {
    fc.assert(
      fc.property(anyEntries, changes, anyImages, (entries, steps, texts) => {
        let index = createPatternIndex(entries);
        let list = entries;
        for (const { add, remove } of steps) {
          const before = index;
          const answers = texts.map((text) => before.find(text));
          index = index.update({ add, remove });
          list = [...list.filter(({ id }) => !(remove as readonly string[]).includes(id)), ...add];
          const rebuilt = createPatternIndex(list);
          expect(snapshot(index, texts)).toEqual(snapshot(rebuilt, texts));
          expect(texts.map((text) => before.find(text))).toEqual(answers);
        }
      }),
      propertyRuns,
    );
  });

  test("removing everything leaves nothing behind", () => {
    fc.assert(
      fc.property(anyEntries, anyImages, (entries, texts) => {
        const remove = entries.map(({ id }) => id);
        const index = createPatternIndex(entries).update({ remove });
        expect(snapshot(index, texts)).toEqual(snapshot(createPatternIndex([]), texts));
      }),
      propertyRuns,
    );
  });

  test("what an edit would do is what it does", () => {
    fc.assert(
      fc.property(anyEntries, changes, anyImages, (entries, steps, texts) => {
        const index = createPatternIndex(entries);
        const whatIf = createWhatIf(index, texts);
        for (const edit of steps) {
          const after = index.update(edit);
          const effect = whatIf.withEdit(edit);
          const { gains, losses, switches, unchanged } = effect;
          expect({ gains, losses, switches, unchanged }).toEqual(
            compareIndexes(index, after, texts),
          );
          const added = createPatternIndex(edit.add);
          for (const [place, text] of texts.entries()) {
            expect(effect.winner(place)).toEqual(after.find(text));
            expect(effect.covers(place)).toBe(added.find(text) !== null);
          }
        }
      }),
      propertyRuns,
    );
  });
});

/** All that can be seen of an index. */
function snapshot(index: PatternIndex, texts: readonly string[]): unknown {
  const byText = (a: unknown, b: unknown): number =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
  return {
    size: index.size,
    rejected: index.rejected.toSorted(byText),
    entries: index.entries().toSorted(byText),
    answers: texts.map((text) => index.find(text)),
    candidates: texts.map((text) => {
      const answer = index.explain(text);
      return answer.ok ? answer.candidates.map(({ id, pattern }) => ({ id, pattern })) : null;
    }),
  };
}
