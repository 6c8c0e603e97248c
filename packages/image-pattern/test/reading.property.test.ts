import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatImage, parseImage, parsePattern } from "../src/index.ts";
import { anyImage, anyPattern, anyText, propertyRuns, propertyTimeoutMs } from "./arbitraries.ts";
import { naiveImage, naivePattern } from "./naive-reference.ts";

describe("reading", { timeout: propertyTimeoutMs }, () => {
  test("images are read as the naive reference reads them", () => {
    fc.assert(
      fc.property(fc.oneof(anyImage, anyText), (text) => {
        const result = parseImage(text);
        const naive = naiveImage(text);
        expect(result.ok ? { host: result.image.host, path: result.image.path } : null).toEqual(
          naive,
        );
      }),
      propertyRuns,
    );
  });

  test("patterns are read as the naive reference reads them", () => {
    fc.assert(
      fc.property(fc.oneof(anyPattern, anyText), (text) => {
        const result = parsePattern(text);
        const naive = naivePattern(text);
        expect(result.ok ? { host: result.pattern.host, path: result.pattern.path } : null).toEqual(
          naive,
        );
      }),
      propertyRuns,
    );
  });

  test("reading what was printed gives the same image", () => {
    fc.assert(
      fc.property(fc.oneof(anyImage, anyText), (text) => {
        const first = parseImage(text);
        if (!first.ok) return;
        const printed = formatImage(first.image);
        const second = parseImage(printed);
        expect(second.ok && { ...second.image, notes: [], written: 0, text: 0 }).toEqual({
          ...first.image,
          notes: [],
          written: 0,
          text: 0,
        });
        expect(second.ok && formatImage(second.image)).toBe(printed);
      }),
      propertyRuns,
    );
  });

  test("reading what was printed gives the same pattern, without notes", () => {
    fc.assert(
      fc.property(fc.oneof(anyPattern, anyText), (text) => {
        const first = parsePattern(text);
        if (!first.ok) return;
        const { canonical } = first.pattern;
        const second = parsePattern(canonical);
        expect(second.ok && second.pattern).toEqual({
          ...first.pattern,
          text: canonical,
          notes: [],
        });
      }),
      propertyRuns,
    );
  });

  test("whatever a refusal offers instead is accepted", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const image = parseImage(text);
        const pattern = parsePattern(text);
        for (const fix of image.ok ? [] : (image.fixes ?? []))
          expect(parseImage(fix).ok).toBe(true);
        for (const fix of pattern.ok ? [] : (pattern.fixes ?? [])) {
          expect(parsePattern(fix).ok).toBe(true);
        }
      }),
      propertyRuns,
    );
  });

  test("a refusal's place lies within the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const result of [parseImage(text), parsePattern(text)]) {
          if (result.ok) continue;
          expect(result.at).toBeGreaterThanOrEqual(0);
          expect(result.at).toBeLessThanOrEqual(text.length);
        }
      }),
      propertyRuns,
    );
  });
});
