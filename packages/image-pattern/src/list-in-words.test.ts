import { expect, test } from "vitest";
import { listInWords } from "./list-in-words.ts";

test.each([
  [[], ""],
  [["'A'"], "'A'"],
  [["'A'", "'B'"], "'A' and 'B'"],
  [["'A'", "'B'", "'C'", "'D'"], "'A', 'B', 'C' and 'D'"],
])("%j reads %s", (things, sentence) => {
  expect(listInWords(things)).toBe(sentence);
});
