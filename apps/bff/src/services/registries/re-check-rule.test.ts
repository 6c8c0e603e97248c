import { expect, test } from "vitest";
import type { Health, HealthDoubt } from "../../store/rows.ts";
import { judgeReCheck, nextReCheckIn } from "./re-check-rule.ts";

type Effect = Parameters<typeof judgeReCheck>[0];
type State = { health: Health; doubt: HealthDoubt | null };

const start: State = {
  health: {
    state: "healthy",
    reason: "ok",
    since: 1,
    checkedAt: 1,
    checkId: "chk_0",
    checkedBy: null,
  },
  doubt: null,
};

/** Plays re-checks one after the other and tells the state behind each. */
function play(effects: string, from: State = start): string[] {
  const names: Record<string, Effect> = { h: "healthy", f: "failing", t: "trouble", n: "none" };
  let state = from;
  return effects.split("").map((letter, index) => {
    const check = { id: `chk_${index + 1}`, symptom: letter, at: 10 + index };
    const verdict = judgeReCheck(names[letter] ?? "none", check, state);
    state = { health: verdict.health ?? state.health, doubt: verdict.doubt };
    return state.health.state;
  });
}

test("one blip changes nothing, whatever kind it is", () => {
  for (const effects of ["hfh", "hth", "htth", "htnt", "ftft", "fnf"]) {
    expect(new Set(play(effects)), effects).toEqual(new Set(["healthy"]));
  }
});

test("a refusal counts from the second in a row, trouble from the third", () => {
  expect(play("ff")).toEqual(["healthy", "failing"]);
  expect(play("ttt")).toEqual(["healthy", "healthy", "trouble"]);
  expect(play("tttff")).toEqual(["healthy", "healthy", "trouble", "trouble", "failing"]);
});

test("one fetched manifest is enough to be healthy again", () => {
  expect(play("ffh").at(-1)).toBe("healthy");
  expect(play("ttth").at(-1)).toBe("healthy");
});

test("trouble never hides that the credential was refused, and is never taken for it", () => {
  expect(play("fftttttt").at(-1)).toBe("failing");
  expect(play("tttttttt").at(-1)).toBe("trouble");
  expect(play("ftftftft").at(-1)).toBe("healthy");
});

test("an answer that says nothing leaves the state, also where nothing was known", () => {
  const unchecked: State = {
    health: {
      state: "not-checked",
      reason: null,
      since: null,
      checkedAt: null,
      checkId: null,
      checkedBy: null,
    },
    doubt: null,
  };
  expect(play("nnn", unchecked).at(-1)).toBe("not-checked");
  expect(play("f", unchecked).at(-1)).toBe("not-checked");
  expect(play("ff", unchecked).at(-1)).toBe("failing");
});

test("a changed state says since when and why", () => {
  const first = judgeReCheck("failing", { id: "chk_1", symptom: "no", at: 5 }, start);
  expect(first).toEqual({ health: null, doubt: { effect: "failing", count: 1, since: 5 } });
  const second = judgeReCheck(
    "failing",
    { id: "chk_2", symptom: "rejected", at: 9 },
    { ...start, doubt: first.doubt },
  );
  expect(second.health).toEqual({
    state: "failing",
    reason: "rejected",
    since: 9,
    checkedAt: 9,
    checkId: "chk_2",
    checkedBy: null,
  });
});

test("what is in doubt is asked again within a minute, trouble ever less often, and never too early", () => {
  const hour = 3_600_000;
  const calm = { doubt: null, troubles: 0, retryAfterMs: 0 };
  const doubt = { effect: "failing", count: 1, since: 0 } as const;
  expect(nextReCheckIn(calm, hour)).toBe(hour);
  expect(nextReCheckIn({ ...calm, doubt }, hour)).toBe(60_000);
  expect(nextReCheckIn({ ...calm, doubt }, 1_000)).toBe(1_000);
  expect(
    [1, 2, 3, 9].map((troubles) => nextReCheckIn({ ...calm, troubles }, hour) / 60_000),
  ).toEqual([2, 4, 8, 60]);
  expect(nextReCheckIn({ ...calm, troubles: 1, retryAfterMs: 2 * hour }, hour)).toBe(2 * hour);
  expect(nextReCheckIn({ ...calm, troubles: 1, retryAfterMs: 9e12 }, hour)).toBe(24 * hour);
});
