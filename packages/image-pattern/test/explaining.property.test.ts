import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createPatternIndex,
  explainLosers,
  hintFor,
  parseImage,
  parsePattern,
} from "../src/index.ts";
import { compileEntry } from "../src/entry.ts";
import { closenessAtMost, nearMissOf } from "../src/near-miss.ts";
import { pairMatcher } from "../src/pair-match.ts";
import {
  anyEntries,
  anyEntry,
  anyImage,
  anyImages,
  anyPattern,
  propertyRuns,
  propertyTimeoutMs,
} from "./arbitraries.ts";
import { naiveCandidates } from "./naive-reference.ts";

describe("explaining", { timeout: propertyTimeoutMs }, () => {
  test("names the naive reference's candidates in its order, and the winner that find returns", () => {
    fc.assert(
      fc.property(anyEntries, anyImages, (entries, texts) => {
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

  test("never rules out a pattern that comes nearer than its limit", () => {
    fc.assert(
      fc.property(anyEntry, anyImage, (given, text) => {
        const compiled = compileEntry(given);
        const parsed = parseImage(text);
        if (!compiled.ok || !parsed.ok) return;
        const { entry } = compiled;
        const miss = nearMissOf(entry, pairMatcher(entry), parsed.image);
        expect(miss?.closeness ?? 0).toBeLessThanOrEqual(closenessAtMost(entry, parsed.image));
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
