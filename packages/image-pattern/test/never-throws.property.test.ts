import fc from "fast-check";
import { test } from "vitest";
import {
  checkCrowding,
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
import { anyValue, propertyRuns, propertyTimeoutMs } from "./arbitraries.ts";

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
