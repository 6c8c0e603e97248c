import { expect, test } from "vitest";
import { wordsOf } from "./words.ts";

test("under its helper's name the program is the helper", () => {
  expect(wordsOf(["node", "/usr/local/bin/docker-credential-berth", "get"])).toEqual([
    "credential-helper",
    "get",
  ]);
  expect(wordsOf(["node", "/opt/berth-worker.mjs", "pull", "x"])).toEqual(["pull", "x"]);
  expect(wordsOf(["node"])).toEqual([]);
});
