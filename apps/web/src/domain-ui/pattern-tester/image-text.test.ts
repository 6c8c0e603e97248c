import { expect, test } from "vitest";
import { lineAt, rangeOfLine, splitLines } from "./image-text.ts";

const text = "one\n\n  two \nthree";

test("counts lines that are not blank and keeps what surrounds a name", () => {
  expect(splitLines(text)).toEqual(["one", "  two ", "three"]);
});

test("finds the line of a place in the text, and the text of a line", () => {
  expect(lineAt(text, 7)).toEqual({ place: 1, start: 5, end: 11 });
  expect(lineAt(text, 4)).toBeNull();
  expect(rangeOfLine(text, 2)).toEqual({ start: 12, end: 17 });
  expect(rangeOfLine(text, 3)).toBeNull();
});
