import { expect, test } from "vitest";
import { createCounterKey } from "./counter-key.ts";
import { memoryCounters } from "./testing/memory-counters.ts";
import { createWindowLimit } from "./window-limit.ts";

test("so many times in a while, for each key and each thing apart", async () => {
  const time = { now: 0 };
  const counters = memoryCounters();
  const keyOf = createCounterKey("secret");
  const limit = (name: string) =>
    createWindowLimit(() => time.now, counters, keyOf, { name, max: 2, windowMs: 1000 });
  const [mails, tests] = [limit("mails"), limit("tests")];
  const taken: number[] = [];
  for (const key of ["a", "a", "a", "b"]) taken.push(await mails.take(key));
  expect(taken).toEqual([0, 0, 1000, 0]);
  expect(await tests.take("a")).toBe(0);
  time.now = 1000;
  expect(await mails.take("a")).toBe(0);
  // A clock that was set back far begins a new while.
  time.now = -86_400_000;
  expect([await mails.take("a"), await mails.take("a"), await mails.take("a")]).toEqual([
    0, 0, 1000,
  ]);
});
