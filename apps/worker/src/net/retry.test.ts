import { expect, test } from "vitest";
import { parseRetryAfter, retry, type Attempt } from "./retry.ts";

const no = (again: boolean, afterMs?: number): Attempt<string> => ({
  ok: false,
  message: "not now",
  again,
  afterMs,
});

/** Answers in order, the last one for ever, and the waits that lay between. */
async function play(answers: Attempt<string>[], budgetMs: number, signal?: AbortSignal) {
  const waits: number[] = [];
  let rounds = 0;
  const result = await retry(
    async () => {
      const answer = answers[Math.min(rounds, answers.length - 1)] ?? no(false);
      rounds += 1;
      return answer;
    },
    { budgetMs, signal, random: () => 0, onWait: (_message, waitMs) => waits.push(waitMs) },
  );
  return { result, rounds, waits };
}

test("goes on until it works", async () => {
  const { result, waits } = await play([no(true), { ok: true, value: "done" }], 5000);
  expect(result).toEqual({ ok: true, value: "done" });
  expect(waits).toEqual([250]);
});

test("stops at once where trying again is pointless", async () => {
  expect((await play([no(false)], 5000)).rounds).toBe(1);
});

test("begins no wait that ends after the time is used up", async () => {
  const { result, rounds, waits } = await play([no(true)], 800);
  expect(result).toMatchObject({ ok: false, message: "not now" });
  expect({ rounds, waits }).toEqual({ rounds: 3, waits: [250, 500] });
});

test("waits as long as it is asked to, if that is longer than it would", async () => {
  const { waits } = await play([no(true, 300), { ok: true, value: "done" }], 5000);
  expect(waits).toEqual([300]);
  expect((await play([no(true, 60_000)], 5000)).waits).toEqual([]);
});

test("ends when it is told to, in the middle of a wait", async () => {
  const told = new AbortController();
  const startedAt = Date.now();
  const playing = play([no(true, 8000)], 60_000, told.signal);
  told.abort();
  expect((await playing).rounds).toBe(1);
  expect(Date.now() - startedAt).toBeLessThan(4000);
});

test.each([
  ["120", 120_000],
  ["0", 0],
  ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
  ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
  ["soon", undefined],
  ["-5", undefined],
  [undefined, undefined],
])("Retry-After %s is %s ms", (value, expected) => {
  expect(parseRetryAfter(value, Date.parse("2026-01-01T00:00:00Z"))).toBe(expected);
});
