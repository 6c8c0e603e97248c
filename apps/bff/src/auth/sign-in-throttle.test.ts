import { expect, test } from "vitest";
import { createCounterKey } from "./counter-key.ts";
import { createSignInThrottle, type Attempt, type SignInThrottle } from "./sign-in-throttle.ts";
import { memoryCounters } from "./testing/memory-counters.ts";

function setUp() {
  const time = { now: 1_000_000 };
  return {
    time,
    throttle: createSignInThrottle(() => time.now, memoryCounters(), createCounterKey("secret")),
  };
}

/** Which of several attempts that come at the same moment may go on. */
async function beginAtOnce(
  throttle: SignInThrottle,
  attempt: (n: number) => Attempt,
  length: number,
): Promise<boolean[]> {
  const begun = await Promise.all(Array.from({ length }, (_, n) => throttle.begin(attempt(n))));
  return begun.map(({ ok }) => ok);
}

test("five attempts are free, then each doubles the wait", async () => {
  const { time, throttle } = setUp();
  const attempt = { account: "a@example.com", address: "203.0.113.7" };
  for (let count = 0; count < 5; count += 1) expect((await throttle.begin(attempt)).ok).toBe(true);
  const waits: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    const refused = await throttle.begin(attempt);
    const wait = refused.ok ? 0 : refused.retryAfterMs;
    waits.push(wait);
    time.now += wait;
    expect((await throttle.begin(attempt)).ok).toBe(true);
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000]);
});

test("attempts that run at once count before any of them has ended", async () => {
  const { throttle } = setUp();
  const attempt = { account: "a@example.com", address: "203.0.113.7" };
  const begun = await beginAtOnce(throttle, () => attempt, 100);
  expect(begun.filter(Boolean)).toHaveLength(5);
});

test("a right password clears the way for its own account and network", async () => {
  const { throttle } = setUp();
  const attempt = { account: "A@example.com", address: "203.0.113.7" };
  for (let count = 0; count < 5; count += 1) await throttle.begin(attempt);
  await throttle.succeeded({ ...attempt, account: "a@EXAMPLE.com" });
  expect((await throttle.begin(attempt)).ok).toBe(true);
});

test("right passwords take up nothing of what a network or a known device is free to try", async () => {
  const { throttle } = setUp();
  const office = "203.0.113.7";
  for (let n = 0; n < 40; n += 1) {
    const attempt = { account: `${n}@example.com`, address: office };
    expect(await throttle.begin(attempt), String(n)).toEqual({ ok: true });
    await throttle.succeeded(attempt);
  }
  const known = { account: "a@example.com", address: office, device: "known" };
  for (let n = 0; n < 10; n += 1) {
    expect(await throttle.begin(known), String(n)).toEqual({ ok: true });
    await throttle.succeeded(known);
  }
});

test("a right password on a known device takes back no guess of its network", async () => {
  const { throttle } = setUp();
  const guess = (n: number) => ({ account: `${n}@example.com`, address: "203.0.113.7" });
  const begun = await beginAtOnce(throttle, guess, 40);
  expect(begun.filter(Boolean)).toHaveLength(30);
  const own = { account: "guesser@example.com", address: "203.0.113.7", device: "known" };
  expect(await throttle.begin(own)).toEqual({ ok: true });
  await throttle.succeeded(own);
  expect((await throttle.begin(guess(41))).ok).toBe(false);
});

/** An hour of guesses at one account from a thousand networks; gives how many got as far as a password. */
async function guessForAnHour(
  { time, throttle }: ReturnType<typeof setUp>,
  each: (second: number) => Promise<void> = async () => {},
): Promise<number> {
  let reached = 0;
  for (let second = 0; second < 3600; second += 1) {
    for (let guess = 0; guess < 3; guess += 1) {
      const n = (second * 3 + guess) % 1000;
      const address = `198.51.${Math.floor(n / 250)}.${n % 250}`;
      if ((await throttle.begin({ account: "a@example.com", address })).ok) reached += 1;
    }
    await each(second);
    time.now += 1000;
  }
  return reached;
}

test("ten thousand guesses from a thousand networks get at an account a hundred times an hour at most", async () => {
  expect(await guessForAnHour(setUp())).toBeLessThanOrEqual(100);
});

test("meanwhile the owner enters at once on a device that is known", async () => {
  const parts = setUp();
  const owner = { account: "a@example.com", address: "203.0.113.7", device: "known" };
  await guessForAnHour(parts, async (second) => {
    if (second % 600 !== 599) return;
    expect(await parts.throttle.begin(owner)).toEqual({ ok: true });
  });
});

test("and on a new device, from a network that has not tried before, within a minute", async () => {
  for (const start of [600, 1234, 3000]) {
    const parts = setUp();
    const { time, throttle } = parts;
    const owner = { account: "a@example.com", address: "203.0.113.7" };
    let waited: number | null = null;
    let next = start;
    await guessForAnHour(parts, async (second) => {
      if (second < next || waited !== null) return;
      const answer = await throttle.begin(owner);
      if (answer.ok) waited = second - start;
      else next = second + Math.ceil(answer.retryAfterMs / 1000);
    });
    expect(time.now, String(start)).toBeGreaterThan(0);
    expect(waited, String(start)).not.toBeNull();
    expect(waited ?? Infinity, String(start)).toBeLessThanOrEqual(60);
  }
});

test("a known device that guesses is slowed down on its own", async () => {
  const { throttle } = setUp();
  const attempt = { account: "a@example.com", address: "203.0.113.7", device: "stolen" };
  const begun = await beginAtOnce(throttle, () => attempt, 100);
  expect(begun.filter(Boolean)).toHaveLength(5);
  expect((await throttle.begin({ ...attempt, device: null })).ok).toBe(true);
});

test("all addresses of one IPv6 network count together", async () => {
  const { throttle } = setUp();
  const begun = await beginAtOnce(
    throttle,
    (n) => ({ account: "a@example.com", address: `2001:db8:1:2::${n}` }),
    20,
  );
  expect(begun.filter(Boolean)).toHaveLength(5);
  expect((await throttle.begin({ account: "b@example.com", address: "2001:db8:1:3::1" })).ok).toBe(
    true,
  );
});

test("what was counted is forgotten an hour after its delay", async () => {
  const { time, throttle } = setUp();
  const attempt = { account: "a@example.com", address: null };
  for (let count = 0; count < 5; count += 1) await throttle.begin(attempt);
  expect((await throttle.begin(attempt)).ok).toBe(false);
  time.now += 3_700_000;
  for (let count = 0; count < 5; count += 1) expect((await throttle.begin(attempt)).ok).toBe(true);
});

test("a clock that was set back holds nobody up for longer than the longest delay", async () => {
  const { time, throttle } = setUp();
  time.now += 86_400_000;
  const attempt = { account: "a@example.com", address: "203.0.113.7" };
  for (let count = 0; count < 6; count += 1) await throttle.begin(attempt);
  time.now -= 86_400_000;
  expect((await throttle.begin(attempt)).ok).toBe(true);
});
