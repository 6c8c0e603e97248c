import { describe, expect, test } from "vitest";
import { createPatternIndex } from "./pattern-index.ts";
import { findOverlaps, overlapsOf } from "./overlaps.ts";

function indexOf(...patterns: readonly string[]): ReturnType<typeof createPatternIndex> {
  return createPatternIndex(patterns.map((pattern) => ({ id: pattern, pattern })));
}

describe("findOverlaps", () => {
  test("finds a pattern that a wider one always comes before", () => {
    const { neverWins, takeOvers } = findOverlaps(
      indexOf("reg.io/*", "reg.io/*-prod", "reg.io/a/*"),
    );
    const wide = { id: "reg.io/*", pattern: "reg.io/*" };
    expect(neverWins).toEqual([
      { id: "reg.io/*-prod", pattern: "reg.io/*-prod", reason: "covered", by: [wide] },
    ]);
    expect(takeOvers).toEqual([
      { by: wide, from: [{ id: "reg.io/*-prod", pattern: "reg.io/*-prod" }] },
    ]);
  });

  test("finds the second of two identical patterns", () => {
    const index = createPatternIndex([
      { id: "b", pattern: "acme/*" },
      { id: "a", pattern: "docker.io/acme/*" },
    ]);
    const [never] = findOverlaps(index).neverWins;
    expect(never).toMatchObject({ id: "b", reason: "identical", by: [{ id: "a" }] });
  });

  test("finds a pattern on a starred host whose listed hosts are all taken", () => {
    const hosts = { kind: "exact", hosts: ["a.art.example.com", "b.art.example.com"] } as const;
    const entries = [
      { id: "star", pattern: "*.art.example.com/team/*", hosts },
      { id: "a", pattern: "a.art.example.com/*" },
      { id: "b", pattern: "b.art.example.com/team*" },
    ];
    const [never] = findOverlaps(createPatternIndex(entries)).neverWins;
    expect(never).toMatchObject({ id: "star", reason: "covered", by: [{ id: "a" }, { id: "b" }] });
    const open = createPatternIndex([
      { id: "star", pattern: "*.art.example.com/team/*" },
      ...entries.slice(1),
    ]);
    expect(findOverlaps(open).neverWins).toEqual([]);
  });

  test("leaves alone a pattern that only its own path is left to", () => {
    const index = indexOf("reg.io/team/*", "reg.io/team/*/*");
    expect(index.find("reg.io/team/x")?.id).toBe("reg.io/team/*/*");
    expect(index.find("reg.io/team")?.id).toBe("reg.io/team/*");
    expect(findOverlaps(index).neverWins).toEqual([]);
  });

  test("finds a pattern whose registry has other hosts", () => {
    const index = createPatternIndex([
      { id: "1", pattern: "reg.io/*", hosts: { kind: "exact", hosts: ["other.io"] } },
    ]);
    expect(findOverlaps(index).neverWins).toEqual([
      { id: "1", pattern: "reg.io/*", reason: "no-host", by: [] },
    ]);
  });

  test("finds ties on one host, with an example", () => {
    const { ties } = findOverlaps(indexOf("reg.io/x*a/*", "reg.io/x*b*", "reg.io/y*a*"));
    expect(ties.map(({ patterns }) => patterns.map(({ id }) => id))).toEqual([
      ["reg.io/x*a/*", "reg.io/x*b*"],
    ]);
    const [tie] = ties;
    const both = indexOf("reg.io/x*a/*", "reg.io/x*b*").explain(tie?.example ?? "");
    expect(both.ok && both.candidates.length).toBe(2);
  });

  test("finds ties across hosts with stars, and none between accounts", () => {
    const meeting = findOverlaps(indexOf("*.b.reg.example.com/*", "a.*.reg.example.com/*"));
    expect(meeting.ties.map(({ example }) => example)).toEqual(["a.b.reg.example.com/x"]);
    const accounts = Array.from(
      { length: 300 },
      (_, i) => `${100000000000 + i}.dkr.ecr.*.amazonaws.com/*`,
    );
    expect(findOverlaps(indexOf(...accounts))).toEqual({
      neverWins: [],
      ties: [],
      takeOvers: [],
      complete: true,
    });
  });

  test("says so when there are too many pairs to look at", () => {
    const alike = Array.from({ length: 400 }, (_, i) => `reg.io/a*${String(i).padStart(3, "0")}`);
    expect(findOverlaps(indexOf(...alike)).complete).toBe(false);
  });
});

describe("overlapsOf", () => {
  const index = indexOf("reg.io/*", "reg.io/team/*", "reg.io/*-prod", "acme/*", "reg.io/q*a/*");
  const kinds = (pattern: string): unknown =>
    overlapsOf(index, { id: "new", pattern }).map((overlap) => [
      overlap.kind,
      overlap.with.map(({ id }) => id),
    ]);

  test("calls the same pattern identical, however it is written", () => {
    expect(kinds("docker.io/acme/*")).toEqual([["identical", ["acme/*"]]]);
  });

  test("says what would take every image of it", () => {
    expect(kinds("reg.io/*-stage")).toEqual([
      ["never-wins", ["reg.io/*"]],
      ["partial", ["reg.io/q*a/*", "reg.io/team/*"].toSorted(byRank)],
    ]);
  });

  test("says of which pattern it takes every image", () => {
    expect(overlapsOf(indexOf("reg.io/*-prod"), { id: "new", pattern: "reg.io/*" })).toEqual([
      {
        kind: "takes-over",
        with: [{ id: "reg.io/*-prod", pattern: "reg.io/*-prod" }],
        count: 1,
        message: "This takes all images from `reg.io/*-prod`.",
      },
    ]);
  });

  test("names a pattern that only the alphabet tells apart", () => {
    expect(kinds("reg.io/q*b*")).toContainEqual(["tie", ["reg.io/q*a/*"]]);
  });

  test("counts those that share some images", () => {
    expect(kinds("reg.io/team/app")).toEqual([["partial", ["reg.io/team/*", "reg.io/*"]]]);
  });

  test("finds nothing about strangers and about what is no pattern", () => {
    expect(kinds("other.io/*")).toEqual([]);
    expect(kinds("other.io/")).toEqual([]);
  });

  const ranked = index.entries().map(({ id }) => id);
  function byRank(a: string, b: string): number {
    return ranked.indexOf(a) - ranked.indexOf(b);
  }
});
