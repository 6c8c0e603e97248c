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

/** An hour of guesses at one account from a thousand networks; gives how many got as far as a password. */
function guessForAnHour(
  { time, throttle }: ReturnType<typeof setUp>,
  each: (second: number) => void = () => undefined,
): number {
  let reached = 0;
  for (let second = 0; second < 3600; second += 1) {
    for (let guess = 0; guess < 3; guess += 1) {
      const n = (second * 3 + guess) % 1000;
      const address = `198.51.${Math.floor(n / 250)}.${n % 250}`;
      if (throttle.begin({ account: "a@example.com", address }).ok) reached += 1;
    }
    each(second);
    time.now += 1000;
  }
  return reached;
}

test("ten thousand guesses from a thousand networks get at an account a hundred times an hour at most", () => {
  expect(guessForAnHour(setUp())).toBeLessThanOrEqual(100);
});

test("meanwhile the owner enters at once on a device that is known", () => {
  const parts = setUp();
  const owner = { account: "a@example.com", address: "203.0.113.7", device: "known" };
  guessForAnHour(parts, (second) => {
    if (second % 600 !== 599) return;
    expect(parts.throttle.begin(owner)).toEqual({ ok: true });
  });
});

test("and on a new device, from a network that has not tried before, within a minute", () => {
  for (const start of [600, 1234, 3000]) {
    const parts = setUp();
    const { time, throttle } = parts;
    const owner = { account: "a@example.com", address: "203.0.113.7" };
    let waited: number | null = null;
    let next = start;
    guessForAnHour(parts, (second) => {
      if (second < next || waited !== null) return;
      const answer = throttle.begin(owner);
      if (answer.ok) waited = second - start;
      else next = second + Math.ceil(answer.retryAfterMs / 1000);
    });
    expect(time.now, String(start)).toBeGreaterThan(0);
    expect(waited, String(start)).not.toBeNull();
    expect(waited ?? Infinity, String(start)).toBeLessThanOrEqual(60);
  }
});

test("a known device that guesses is slowed down on its own", () => {
  const { throttle } = setUp();
  const attempt = { account: "a@example.com", address: "203.0.113.7", device: "stolen" };
  const begun = Array.from({ length: 100 }, () => throttle.begin(attempt).ok);
  expect(begun.filter(Boolean)).toHaveLength(5);
  expect(throttle.begin({ ...attempt, device: null }).ok).toBe(true);
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
