import { describe, expect, test } from "vitest";
import { checkCrowding, CROWD_MAX } from "./crowding.ts";
import { createPatternIndex } from "./pattern-index.ts";

describe("checkCrowding", () => {
  const crowd = Array.from({ length: CROWD_MAX - 1 }, (_, i) => ({
    id: String(i),
    pattern: `reg.io/team/*-${i}`,
  }));
  const almost = createPatternIndex(crowd);
  const full = almost.update({ add: [{ id: "below", pattern: "reg.io/team/*" }] });

  test("lets the two hundredth pattern in and refuses the next", () => {
    expect(checkCrowding(almost, "reg.io/team/*")).toEqual({ ok: true, count: CROWD_MAX - 1 });
    expect(checkCrowding(full, "reg.io/team/*x")).toMatchObject({ ok: false, code: "crowded" });
  });

  test("counts only patterns with the same host and the same text before the star", () => {
    expect(checkCrowding(full, "reg.io/team*")).toEqual({ ok: true, count: 0 });
    expect(checkCrowding(full, "reg.io:5000/team/*x")).toEqual({ ok: true, count: 0 });
    expect(checkCrowding(full, "reg.io/*")).toEqual({ ok: true, count: 0 });
  });

  test("never stands in the way of an exact repository", () => {
    expect(checkCrowding(full, "reg.io/team/app")).toEqual({ ok: true, count: 0 });
  });
});
