import { expect, test } from "vitest";
import { passwordWeakness } from "./password-weakness.ts";

const context = ["Aino Karhu", "aino.karhu@example.com", "Acme Oy"];
const kindOf = (password: string) => passwordWeakness(password, context)?.kind ?? null;

test.each([
  ["correct horse battery staple", null],
  ["a demo password to sign in", null],
  ["vuoksi lamppu 77 kivi", null],
  ["dR7#kkq0-Pz!m2", null],
  // A name may stand in it, as long as it does not carry it.
  ["acme lantern orbit quilt", null],
  ["1qaz2wsx3edc", "common"],
  ["QWERTY123456", "common"],
  ["administrator", "common"],
  ["Administrator2024!", "common"],
  ["!!password!!", "common"],
  ["Sunshine123456", "common"],
  ["aaaaaaaaaaaa", "repeated"],
  ["lantern lantern ", "repeated"],
  ["x9-x9-x9-x9-", "repeated"],
  ["abcdefghijklm", "sequence"],
  ["zyxwvutsrqponm", "sequence"],
  ["8901234567890", "sequence"],
  ["poiuytrewqpoi", "sequence"],
  ["aino.karhu@example.com", "context"],
  ["Aino-Karhu-2024", "context"],
  ["@cm3-0y-@cm3-0y", "context"],
  ["berth-berth-1", "context"],
  ["BerthAcme2026!", "context"],
])("%s is weak as: %s", (password, kind) => {
  expect(kindOf(password)).toBe(kind);
});

test("the name that carries a password is said as it is written", () => {
  expect(passwordWeakness("Karhu-123-karhu", context)).toEqual({ kind: "context", word: "Karhu" });
});

test("a long password is judged in no time", () => {
  const startedAt = performance.now();
  for (const part of ["a", "ab", "@", "\u{1f600}", "berth"]) kindOf(part.repeat(256 / part.length));
  expect(performance.now() - startedAt).toBeLessThan(500);
});
