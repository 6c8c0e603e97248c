import { describe, expect, test } from "vitest";
import { createPatternIndex } from "./pattern-index.ts";
import { explainLosers } from "./losers.ts";

const regions = {
  kind: "exact",
  hosts: ["123456789012.dkr.ecr.eu-west-1.amazonaws.com"],
} as const;
const index = createPatternIndex([
  { id: "1", pattern: "reg.io/*" },
  { id: "2", pattern: "reg.io/team/*" },
  { id: "3", pattern: "reg.io/team/app" },
  { id: "4", pattern: "reg.io/*/app" },
  { id: "5", pattern: "other.example.com/only" },
  { id: "6", pattern: "123456789012.dkr.ecr.*.amazonaws.com/*", hosts: regions },
  { id: "7", pattern: "acme.example.com/*", hosts: { kind: "exact", hosts: ["acme.example.org"] } },
]);

function explained(text: string): Extract<ReturnType<typeof index.explain>, { ok: true }> {
  const answer = index.explain(text);
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

describe("explain", () => {
  test("orders the candidates and says with numbers why the winner comes first", () => {
    const { candidates, sentence, nearest, hint } = explained("REG.io/team/app:v1");
    expect(candidates.map(({ id }) => id)).toEqual(["3", "2", "1", "4"]);
    expect(sentence).toBe(
      "`reg.io/team/app` is the most specific of 4 patterns that match. `reg.io/team/app` beats `reg.io/team/*`: it fixes more of the name (15 vs 11 characters).",
    );
    expect(candidates[2]?.lost?.message).toBe(
      "`reg.io/team/app` beats `reg.io/*`: it fixes more of the name (15 vs 6 characters).",
    );
    expect(candidates[3]?.beatsNext).toBeNull();
    expect([nearest, hint]).toEqual([null, null]);
  });

  test("marks what literal text fixed and what stars took", () => {
    const [, , , stars] = explained("reg.io/team/app").candidates;
    expect(stars?.spans).toEqual([
      { start: 0, end: 6, part: "host", by: "literal" },
      { start: 7, end: 11, part: "path", by: "star" },
      { start: 11, end: 15, part: "path", by: "literal" },
    ]);
    const [ecr] = explained("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b").candidates;
    expect(ecr?.spans.filter(({ by }) => by === "star")).toEqual([
      { start: 21, end: 30, part: "host", by: "star" },
      { start: 45, end: 48, part: "path", by: "star" },
    ]);
  });

  test("says how the name was read", () => {
    const { image, sentence } = explained("train");
    expect(image.canonical).toBe("docker.io/library/train");
    expect(image.notes.map(({ code }) => code)).toEqual(["hub-implied", "library-implied"]);
    expect(sentence).toBe("None of 7 patterns matches; the pull is anonymous.");
  });

  test("names the nearest pattern and one hint where nothing matches", () => {
    const below = explained("other.example.com/only/x");
    expect(below.nearest?.id).toBe("5");
    expect(below.nearest?.reason.code).toBe("not-below");
    expect(below.hint).toEqual({
      id: "no-star",
      message:
        "Pattern ends at `/only`, so it matches only that one repository. Add `/*` for everything below it.",
      fix: { kind: "pattern", text: "other.example.com/only/*" },
    });
  });

  test("says which region to add where only the registry's hosts stand in the way", () => {
    const { nearest, hint } = explained("123456789012.dkr.ecr.eu-north-1.amazonaws.com/x");
    expect(nearest?.reason.code).toBe("outside-hosts");
    expect(hint).toEqual({
      id: "region",
      message: "Same registry, other region: add `eu-north-1` to its regions.",
      fix: { kind: "host", text: "123456789012.dkr.ecr.eu-north-1.amazonaws.com" },
    });
  });

  test("says which host to add where a pattern lies outside its registry's hosts", () => {
    const { nearest, hint } = explained("acme.example.com/x");
    expect(nearest?.id).toBe("7");
    expect(hint?.id).toBe("add-host");
    expect(hint?.fix).toEqual({ kind: "host", text: "acme.example.com" });
  });

  test("offers the host of a registry where Docker Hub was implied", () => {
    expect(explained("team/app").hint?.fix).toEqual({ kind: "image", text: "reg.io/team/app" });
  });

  test("says what is wrong with a text that is no reference", () => {
    const answer = index.explain("reg.io/Team/App");
    expect(answer).toMatchObject({
      ok: false,
      code: "upper-case",
      at: 7,
      hint: { id: "case", fix: { kind: "image", text: "reg.io/team/app" } },
    });
  });

  test("keeps quiet about the nearest where nothing is near", () => {
    const { nearest, hint } = explained("quay.io/acme/x");
    expect([nearest, hint]).toEqual([null, null]);
  });
});

describe("explainLosers", () => {
  test("lists patterns in evaluation order with the first difference, a page at a time", () => {
    const losers = explainLosers(index, "reg.io/teammate/app");
    expect(losers.map(({ id, reason }) => [id, reason.code])).toEqual([
      ["3", "path"],
      ["5", "host"],
      ["2", "boundary"],
      ["7", "host"],
      ["6", "host"],
    ]);
    expect(explainLosers(index, "reg.io/teammate/app", { offset: 1, limit: 2 })).toEqual(
      losers.slice(1, 3),
    );
    expect(losers.find(({ id }) => id === "2")?.reason.message).toBe(
      "`teammate` is another name than `team`.",
    );
  });

  test("has nothing to say about a text that is no reference", () => {
    expect(explainLosers(index, "reg.io/")).toEqual([]);
  });
});
