import { expect, test } from "vitest";
import { idsIn, promisedIds, securityIdProblems, testFiles } from "./check-security-ids.ts";

const all = new Map([["all.test.ts", promisedIds.map((id) => `test("${id}")`).join("\n")]]);

test("every promise has a test", () => {
  expect(promisedIds).toHaveLength(146);
  expect(securityIdProblems(testFiles())).toEqual([]);
});

test("a promise whose test goes is missed, one more than promised is found", () => {
  expect(securityIdProblems(all, {})).toEqual([]);
  const text = all.get("all.test.ts") ?? "";
  const without = new Map([["a.test.ts", text.replace("R-08", "")]]);
  expect(securityIdProblems(without, {})).toEqual(["R-08 has no test"]);
  expect(securityIdProblems(without, { "R-08": "not yet" })).toEqual([]);
  expect(securityIdProblems(all, { "R-08": "not yet" })).toEqual([
    "R-08 is called a gap and has a test in all.test.ts",
  ]);
  expect(securityIdProblems(new Map([...all, ["b.test.ts", '"R-99"']]), {})).toEqual([
    "b.test.ts: nobody promised R-99",
  ]);
});

test("an id in a comment proves nothing", () => {
  expect(idsIn('/** S-01 */\n  // R-02\ntest("C-03: it holds", () => {});')).toEqual(["C-03"]);
});
