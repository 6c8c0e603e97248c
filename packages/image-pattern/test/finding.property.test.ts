import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkCrowding,
  compareIndexes,
  createPatternIndex,
  createWhatIf,
  describePattern,
  explainLosers,
  findOverlaps,
  hintFor,
  overlapsOf,
  parseImage,
  parsePattern,
} from "../src/index.ts";
import type { PatternIndex } from "../src/index.ts";
import {
  anyEntries,
  anyEntry,
  anyId,
  anyImage,
  anyPattern,
  anyText,
  anyValue,
  propertyRuns,
  propertyTimeoutMs,
} from "./arbitraries.ts";
import { naiveCandidates } from "./naive-reference.ts";

const images = fc.array(anyImage, { minLength: 1, maxLength: 8 });

describe("finding", { timeout: propertyTimeoutMs }, () => {
  test("the winner is the naive reference's winner", () => {
    fc.assert(
      fc.property(anyEntries, images, (entries, texts) => {
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
      fc.property(shuffled, images, ([entries, others], texts) => {
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
      fc.property(anyEntries, anyEntry, images, (entries, added, texts) => {
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

describe("explaining", { timeout: propertyTimeoutMs }, () => {
  test("names the naive reference's candidates in its order, and the winner that find returns", () => {
    fc.assert(
      fc.property(anyEntries, images, (entries, texts) => {
        const index = createPatternIndex(entries);
        for (const text of texts) {
          const answer = index.explain(text);
          const naive = naiveCandidates(entries, text);
          const ids = answer.ok ? answer.candidates.map(({ id }) => id) : [];
          expect(ids).toEqual(naive.map(({ id }) => id));
          const winner = answer.ok ? answer.winner : null;
          const found = index.find(text);
          expect(winner && { id: winner.id, pattern: winner.pattern }).toEqual(found);
        }
      }),
      propertyRuns,
    );
  });

  test("spans cover host and path, and their literal text spells the pattern", () => {
    fc.assert(
      fc.property(anyEntries, anyImage, (entries, text) => {
        const answer = createPatternIndex(entries).explain(text);
        if (!answer.ok) return;
        const { canonical, host } = answer.image;
        for (const { spans, pattern } of answer.candidates) {
          const covered = spans.map(({ start, end }) => canonical.slice(start, end)).join("");
          expect(covered).toBe(host + canonical.slice(host.length + 1));
          const literal = spans
            .filter(({ by }) => by === "literal")
            .map(({ start, end }) => canonical.slice(start, end))
            .join("");
          const [patternHost = "", ...path] = pattern.split("/");
          const counted = path.join("/").replace(/(^|\/)\*$/, "");
          expect(literal).toBe((patternHost + counted).replaceAll("*", ""));
        }
      }),
      propertyRuns,
    );
  });

  test("candidates and losers together are all entries", () => {
    fc.assert(
      fc.property(anyEntries, anyImage, (entries, text) => {
        const index = createPatternIndex(entries);
        const answer = index.explain(text);
        if (!answer.ok) return;
        const losers = explainLosers(index, text);
        const { length } = answer.image.canonical;
        for (const { reason } of losers) {
          expect(reason.at).toBeGreaterThanOrEqual(0);
          expect(reason.at).toBeLessThanOrEqual(length);
        }
        const all = [...answer.candidates, ...losers].map(({ id, pattern }) => `${id} ${pattern}`);
        const given = index.entries().map(({ id, pattern }) => `${id} ${pattern}`);
        expect(all.toSorted()).toEqual(given.toSorted());
      }),
      propertyRuns,
    );
  });

  test("a hint offers what can be read, and not the same again once it is taken", () => {
    fc.assert(
      fc.property(anyPattern, anyImage, (pattern, image) => {
        const fix = hintFor(pattern, image)?.fix;
        if (fix === undefined || fix.kind === "host") return;
        const isPattern = fix.kind === "pattern";
        expect((isPattern ? parsePattern(fix.text) : parseImage(fix.text)).ok).toBe(true);
        const next = isPattern ? hintFor(fix.text, image) : hintFor(pattern, fix.text);
        expect(next?.fix).not.toEqual(fix);
      }),
      propertyRuns,
    );
  });
});

describe("changing", { timeout: propertyTimeoutMs }, () => {
  const changes = fc.array(
    fc.record({ add: anyEntries, remove: fc.array(anyId, { maxLength: 3 }) }),
    { minLength: 1, maxLength: 4 },
  );

  test("an updated index answers as one that was built anew, and the old one as before", () => {
    fc.assert(
      fc.property(anyEntries, changes, images, (entries, steps, texts) => {
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
      fc.property(anyEntries, images, (entries, texts) => {
        const remove = entries.map(({ id }) => id);
        const index = createPatternIndex(entries).update({ remove });
        expect(snapshot(index, texts)).toEqual(snapshot(createPatternIndex([]), texts));
      }),
      propertyRuns,
    );
  });

  test("what an edit would do is what it does", () => {
    fc.assert(
      fc.property(anyEntries, changes, images, (entries, steps, texts) => {
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

describe("overlaps", { timeout: propertyTimeoutMs }, () => {
  test("a pattern that is said to win never does not win", () => {
    fc.assert(
      fc.property(anyEntries, images, (entries, texts) => {
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

test("nothing throws on anything", { timeout: propertyTimeoutMs }, () => {
  fc.assert(
    fc.property(anyValue, anyValue, (one, other) => {
      parseImage(one as string);
      parsePattern(one as string);
      describePattern(one as string);
      hintFor(one as string, other as string);
      hintFor("reg.io/*", other as string, one as never);
      const index = createPatternIndex([
        one as never,
        { id: one as string, pattern: other as string },
        { id: "1", pattern: one as string, hosts: other as never },
        { id: "2", pattern: "*.a.reg.io", hosts: other as never },
      ]);
      createPatternIndex(one as never);
      index.find(other as string);
      index.explain(other as string);
      index.update({ add: [other as never], remove: [one as string] });
      index.update(other as never);
      checkCrowding(index, one as string);
      explainLosers(index, other as string);
      findOverlaps(index);
      overlapsOf(index, { id: "3", pattern: other as string, hosts: one as never });
      createWhatIf(index, [other as string]).withEdit({ add: [one as never] });
    }),
    propertyRuns,
  );
});

function canonicalOf(pattern: string): string | undefined {
  const parsed = parsePattern(pattern);
  return parsed.ok ? parsed.pattern.canonical : undefined;
}

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
