import { expect, test } from "vitest";
import { createWindowLimit } from "./window-limit.ts";

test("so many times in a while, for each key apart", () => {
  const time = { now: 0 };
  const limit = createWindowLimit(() => time.now, { max: 2, windowMs: 1000 });
  expect([limit.take("a"), limit.take("a"), limit.take("a"), limit.take("b")]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  time.now = 1000;
  expect(limit.take("a")).toBe(true);
});

test("keys that somebody makes up don't pile up, and the oldest goes first", () => {
  const limit = createWindowLimit(() => 0, { max: 1, windowMs: 1000 });
  for (let n = 0; n < 10_000; n += 1) limit.take(`key ${n}`);
  expect(limit.take("key 9999")).toBe(false);
  limit.take("one more");
  expect(limit.take("key 0")).toBe(true);
});
