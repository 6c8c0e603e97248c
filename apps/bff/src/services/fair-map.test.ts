import { expect, test } from "vitest";
import { createFairMap } from "./fair-map.ts";

const start = (max: number) => createFairMap<number>(max, (key) => key.charAt(0));

test("who has most makes room, the oldest first", () => {
  const map = start(4);
  for (const [at, key] of ["a1", "b1", "b2", "b3", "b4"].entries()) map.set(key, at);
  expect([...map.keys()]).toEqual(["a1", "b2", "b3", "b4"]);
  map.set("b2", 9);
  map.set("b5", 5);
  expect([...map.keys()]).toEqual(["a1", "b4", "b2", "b5"]);
  expect([map.get("a1"), map.get("b2"), map.get("b3")]).toEqual([0, 9, undefined]);
  map.set("c1", 6);
  expect([...map.keys()]).toEqual(["a1", "b2", "b5", "c1"]);
});

test("what was deleted takes no room, also while the keys are read", () => {
  const map = start(3);
  for (const key of ["a1", "a2", "b1"]) map.set(key, 1);
  for (const key of map.keys()) if (key.startsWith("a")) map.delete(key);
  map.delete("none");
  expect([...map.keys()]).toEqual(["b1"]);
  for (const key of ["a3", "c1"]) map.set(key, 2);
  expect([...map.keys()]).toEqual(["b1", "a3", "c1"]);
});
