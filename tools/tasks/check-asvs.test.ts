import { expect, test } from "vitest";
import { asvsProblems, requiredIds } from "./check-asvs.ts";

const table = (ids: readonly string[], state = "met", where = "`a.ts`") =>
  ids.map((id) => `| ${id} | ${state} | so | ${where} |`).join("\n");

test("levels 1 and 2 have 253 requirements", () => {
  expect(new Set(requiredIds).size).toBe(253);
});

test("a whole table has no problem", () => {
  expect(asvsProblems(table(requiredIds), () => true)).toEqual([]);
  expect(asvsProblems(table([...requiredIds, "1.2.10"]), () => true)).toEqual([]);
});

test("a missing id, one that stands twice, and a claim without a place are named", () => {
  const [first, ...others] = requiredIds;
  expect(asvsProblems(table(others), () => true)).toEqual([`${first} is missing`]);
  expect(asvsProblems(table([...requiredIds, "1.1.1"]), () => true)).toEqual([
    "1.1.1 stands twice",
  ]);
  const rest = table(others);
  expect(asvsProblems(`${rest}\n${table(["1.1.1"], "met", "")}`, () => true)).toHaveLength(1);
  expect(asvsProblems(`${rest}\n${table(["1.1.1"], "fine")}`, () => true)).toHaveLength(1);
  expect(asvsProblems(`${rest}\n${table(["1.1.1"])}`, () => false)).toHaveLength(253);
  expect(asvsProblems(`${rest}\n${table(["1.1.1"], "gap", "")}`, () => true)).toEqual([]);
});
