import { expect, test } from "vitest";
import { plainText, safeJson } from "./plain-text.ts";

const nasty = "a\u001b[31m\u202eb\u200bc\u{e0001}\n";

test("a stranger's text becomes one line that moves no cursor", () => {
  expect(plainText(nasty)).toBe("a [31m b c");
  expect(plainText("x".repeat(20), 10)).toBe(`${"x".repeat(9)}…`);
});

test("JSON keeps its meaning and shows what hides as a number", () => {
  const text = safeJson({ nasty });
  expect(text).toBe(String.raw`{"nasty":"a\u001b[31m\u202eb\u200bc\udb40\udc01\n"}`);
  expect(JSON.parse(text)).toEqual({ nasty });
});
