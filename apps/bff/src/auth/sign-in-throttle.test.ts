import { expect, test } from "vitest";
import { createSignInThrottle } from "./sign-in-throttle.ts";

function setUp() {
  const time = { now: 1_000_000 };
  return { time, throttle: createSignInThrottle(() => time.now) };
}

test("five attempts are free, then each doubles the wait", () => {
  const { time, throttle } = setUp();
  const attempt = { account: "a@example.com", address: "203.0.113.7" };
  for (let count = 0; count < 5; count += 1) expect(throttle.begin(attempt).ok).toBe(true);
  const waits: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    const refused = throttle.begin(attempt);
    const wait = refused.ok ? 0 : refused.retryAfterMs;
    waits.push(wait);
    time.now += wait;
    expect(throttle.begin(attempt).ok).toBe(true);
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000]);
});

test("attempts that run at once count before any of them has ended", () => {
  const { throttle } = setUp();
  const attempt = { account: "a@example.com", address: "203.0.113.7" };
  const begun = Array.from({ length: 100 }, () => throttle.begin(attempt).ok);
  expect(begun.filter(Boolean)).toHaveLength(5);
});

test("a right password clears the way for its own account and network", () => {
  const { throttle } = setUp();
  const attempt = { account: "A@example.com", address: "203.0.113.7" };
  for (let count = 0; count < 5; count += 1) throttle.begin(attempt);
  throttle.succeeded({ ...attempt, account: "a@EXAMPLE.com" });
  expect(throttle.begin(attempt).ok).toBe(true);
});

test("a thousand spoofed addresses get at an account about a hundred times an hour, and its owner waits half a minute", () => {
  const { time, throttle } = setUp();
  let reached = 0;
  for (let second = 0; second < 3600; second += 1) {
    for (let guess = 0; guess < 3; guess += 1) {
      const n = (second * 3 + guess) % 1000;
      const address = `198.51.${Math.floor(n / 250)}.${n % 250}`;
      if (throttle.begin({ account: "a@example.com", address }).ok) reached += 1;
    }
    time.now += 1000;
  }
  expect(reached).toBeLessThanOrEqual(150);
  const owner = throttle.begin({ account: "a@example.com", address: "203.0.113.7" });
  expect(owner.ok ? 0 : owner.retryAfterMs).toBeLessThanOrEqual(30_000);
});

test("all addresses of one IPv6 network count together", () => {
  const { throttle } = setUp();
  const begun = Array.from(
    { length: 20 },
    (_, n) => throttle.begin({ account: "a@example.com", address: `2001:db8:1:2::${n}` }).ok,
  );
  expect(begun.filter(Boolean)).toHaveLength(5);
  expect(throttle.begin({ account: "b@example.com", address: "2001:db8:1:3::1" }).ok).toBe(true);
});

test("what was counted is forgotten an hour after its delay", () => {
  const { time, throttle } = setUp();
  const attempt = { account: "a@example.com", address: null };
  for (let count = 0; count < 5; count += 1) throttle.begin(attempt);
  expect(throttle.begin(attempt).ok).toBe(false);
  time.now += 3_700_000;
  for (let count = 0; count < 5; count += 1) expect(throttle.begin(attempt).ok).toBe(true);
});
