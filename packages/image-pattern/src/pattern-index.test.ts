import { describe, expect, test } from "vitest";
import { createPatternIndex } from "./pattern-index.ts";

describe("an index", () => {
  test("lists what it can't read and why, and leaves it out", () => {
    const index = createPatternIndex([
      { id: "1", pattern: "reg.io/*" },
      { id: "2", pattern: "reg.io/Team" },
      { id: "3", pattern: "reg.io/x", hosts: { kind: "wildcard", pattern: "*.com" } },
      null as never,
      { id: 4, pattern: "reg.io/y" } as never,
    ]);
    expect(index.size).toBe(1);
    expect(index.rejected.map(({ id, code, at }) => [id, code, at])).toEqual([
      ["2", "upper-case", 7],
      ["3", "host-rule", undefined],
      ["", "entry", undefined],
      ["", "entry", undefined],
    ]);
  });

  test("takes rejected entries out by id too", () => {
    const index = createPatternIndex([
      { id: "1", pattern: "reg.io/Team" },
      { id: "1", pattern: "reg.io/team" },
      { id: "2", pattern: "reg.io/" },
    ]).update({ remove: ["1", "none"] });
    expect(index.rejected.map(({ id }) => id)).toEqual(["2"]);
    expect([index.size, index.find("reg.io/team")]).toEqual([0, null]);
  });

  test("copes with the same pattern twice: the first id wins until it goes", () => {
    const index = createPatternIndex([
      { id: "b", pattern: "reg.io/*" },
      { id: "a", pattern: "reg.io" },
    ]);
    expect(index.find("reg.io/x")).toEqual({ id: "a", pattern: "reg.io/*" });
    expect(index.update({ remove: ["a"] }).find("reg.io/x")?.id).toBe("b");
    const answer = index.explain("reg.io/x");
    expect(answer.ok && answer.winner?.beatsNext?.step).toBe("id");
  });

  test("falls through from one registry's hosts to the next pattern that allows the image's host", () => {
    const index = createPatternIndex([
      {
        id: "1",
        pattern: "*.art.example.com/team/*",
        hosts: { kind: "exact", hosts: ["a.art.example.com"] },
      },
      { id: "2", pattern: "*.art.example.com/*" },
    ]);
    expect(index.find("a.art.example.com/team/x")?.id).toBe("1");
    expect(index.find("b.art.example.com/team/x")?.id).toBe("2");
  });

  test("lists its entries in evaluation order, with their hosts as given", () => {
    const hosts = { kind: "exact", hosts: ["reg.io"] } as const;
    const index = createPatternIndex([
      { id: "1", pattern: "reg.io", hosts },
      { id: "2", pattern: "reg.io/team" },
    ]);
    expect(index.entries()).toEqual([
      { id: "2", pattern: "reg.io/team" },
      { id: "1", pattern: "reg.io/*", hosts },
    ]);
  });

  test("stays as it was when another is made from it", () => {
    const first = createPatternIndex([{ id: "1", pattern: "reg.io/*" }]);
    const second = first.update({ add: [{ id: "2", pattern: "reg.io/team/*" }] });
    const third = second.update({ remove: ["1"] });
    const found = [first, second, third].map((index) => index.find("reg.io/team/x")?.id);
    expect(found).toEqual(["1", "2", "2"]);
    expect([first, second, third].map((index) => index.find("reg.io/x")?.id)).toEqual([
      "1",
      "1",
      undefined,
    ]);
  });

  test("finds patterns however deep and whatever their number of components", () => {
    const deep = Array.from({ length: 60 }, (_, i) => `c${i}`).join("/");
    const index = createPatternIndex([
      { id: "all", pattern: "reg.io/*" },
      { id: "deep", pattern: `reg.io/${deep}/*` },
      { id: "glob", pattern: `reg.io/${deep}/x*` },
    ]);
    expect(index.find(`reg.io/${deep}/y`)?.id).toBe("deep");
    expect(index.find(`reg.io/${deep}/xy`)?.id).toBe("glob");
    expect(index.find("reg.io/c0/c1")?.id).toBe("all");
  });
});
