import { afterEach, expect, test, vi } from "vitest";
import { createGiveWay } from "./give-way.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Counts the turns of the event loop that others have had. */
function countTurns() {
  const others = { turns: 0, stop: () => clearImmediate(next) };
  let next = setImmediate(function again() {
    others.turns += 1;
    next = setImmediate(again);
  });
  return others;
}

test("rests once a turn has taken as long as it may, and not before", async () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const giveWay = createGiveWay();
  const others = countTurns();
  now.mockReturnValue(1_003);
  await giveWay();
  expect(others.turns).toBe(0);
  now.mockReturnValue(1_004);
  await giveWay();
  expect(others.turns).toBeGreaterThan(0);
  const { turns } = others;
  now.mockReturnValue(1_007);
  await giveWay();
  others.stop();
  expect(others.turns).toBe(turns);
});

test("does not rest where others had their turn meanwhile", async () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const giveWay = createGiveWay();
  await new Promise((resolve) => setImmediate(resolve));
  const others = countTurns();
  now.mockReturnValue(2_000);
  await giveWay();
  others.stop();
  expect(others.turns).toBe(0);
});
