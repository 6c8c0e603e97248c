import { expect, test } from "vitest";
import { createBreaker } from "./breaker.ts";

const away = (retryAfterMs: number | null) => ({ symptom: "Away.", retryAfterMs });

function startBreaker() {
  const time = { now: 1_000_000 };
  return { time, breaker: createBreaker(() => time.now) };
}

test("after five failures in a row one probe goes out every thirty seconds", () => {
  const { time, breaker } = startBreaker();
  for (let failure = 0; failure < 5; failure += 1) {
    expect(breaker.admit("a")).toEqual({ ok: true });
    breaker.failed("a", away(null));
  }
  expect(breaker.admit("a")).toEqual({ ok: false, retryAfterMs: 30_000, symptom: "Away." });
  expect(breaker.admit("b")).toEqual({ ok: true });
  time.now += 29_999;
  expect(breaker.admit("a")).toEqual({ ok: false, retryAfterMs: 1, symptom: "Away." });
  time.now += 1;
  expect(breaker.admit("a")).toEqual({ ok: true });
  // The probe is on its way: no second one.
  expect(breaker.admit("a").ok).toBe(false);
  breaker.failed("a", away(null));
  expect(breaker.admit("a")).toEqual({ ok: false, retryAfterMs: 30_000, symptom: "Away." });
});

test("one success makes everything as it was", () => {
  const { time, breaker } = startBreaker();
  for (let failure = 0; failure < 5; failure += 1) breaker.failed("a", away(null));
  time.now += 30_000;
  expect(breaker.admit("a").ok).toBe(true);
  breaker.succeeded("a");
  for (let asked = 0; asked < 10; asked += 1) expect(breaker.admit("a").ok).toBe(true);
  for (let failure = 0; failure < 4; failure += 1) breaker.failed("a", away(null));
  expect(breaker.admit("a").ok).toBe(true);
});

test("a probe that never comes back doesn't close the way for ever", () => {
  const { time, breaker } = startBreaker();
  for (let failure = 0; failure < 5; failure += 1) breaker.failed("a", away(null));
  time.now += 30_000;
  expect(breaker.admit("a").ok).toBe(true);
  time.now += 30_000;
  expect(breaker.admit("a").ok).toBe(true);
});

test("a registry that says how long it wants to be left alone is, for five minutes at most", () => {
  const { time, breaker } = startBreaker();
  breaker.failed("a", away(60_000));
  expect(breaker.admit("a")).toEqual({ ok: false, retryAfterMs: 60_000, symptom: "Away." });
  time.now += 60_000;
  expect(breaker.admit("a").ok).toBe(true);
  breaker.failed("a", away(86_400_000));
  expect(breaker.admit("a")).toEqual({ ok: false, retryAfterMs: 300_000, symptom: "Away." });
});

test("a clock that was set back a day leaves no registry alone for that day", () => {
  const { time, breaker } = startBreaker();
  time.now += 86_400_000;
  for (let failure = 0; failure < 5; failure += 1) breaker.failed("a", away(null));
  expect(breaker.admit("a").ok).toBe(false);
  time.now -= 86_400_000;
  expect(breaker.admit("a")).toEqual({ ok: true });
  expect(breaker.admit("a")).toEqual({ ok: false, retryAfterMs: 30_000, symptom: "Away." });
  breaker.succeeded("a");
  expect(breaker.admit("a")).toEqual({ ok: true });
});
