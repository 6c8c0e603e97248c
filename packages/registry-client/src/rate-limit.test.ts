import { expect, test } from "vitest";
import { readRateLimit } from "./rate-limit.ts";

const now = Date.UTC(2026, 0, 1);

test("reads Docker Hub's headers", () => {
  const headers = [
    ["ratelimit-limit", "100;w=21600"],
    ["ratelimit-remaining", "7;w=21600"],
    ["docker-ratelimit-source", "203.0.113.9"],
  ] as const;
  expect(readRateLimit(headers, now)).toEqual({
    limit: 100,
    remaining: 7,
    windowSeconds: 21_600,
    source: "203.0.113.9",
    retryAfterSeconds: null,
  });
});

test.each([
  ["seconds", "120", 120],
  ["a date", "Thu, 01 Jan 2026 00:01:30 GMT", 90],
  ["a date in the past", "Wed, 31 Dec 2025 00:00:00 GMT", 0],
  ["a very long time", "999999999", 86_400],
])("reads Retry-After as %s", (_name, value, expected) => {
  expect(readRateLimit([["retry-after", value]], now)?.retryAfterSeconds).toBe(expected);
});

test("has nothing to say where the headers are missing or garbled", () => {
  expect(readRateLimit([], now)).toBeNull();
  expect(
    readRateLimit(
      [
        ["ratelimit-limit", "many"],
        ["retry-after", "later"],
      ],
      now,
    ),
  ).toBeNull();
});

test("shows no source that could be anything but an address or an account", () => {
  const headers = [
    ["ratelimit-limit", "1;w=1"],
    ["docker-ratelimit-source", "<script>"],
  ] as const;
  expect(readRateLimit(headers, now)?.source).toBeNull();
});
