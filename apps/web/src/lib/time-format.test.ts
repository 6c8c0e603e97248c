import { describe, expect, test, vi } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatEndDay,
  formatRelative,
  plural,
} from "./time-format.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe("formatRelative", () => {
  test.each([
    [-5 * second, "just now"],
    [10 * second, "just now"],
    [20 * second, "in a moment"],
    [-4 * minute, "4 min ago"],
    [-59.4 * minute, "59 min ago"],
    [-3 * hour, "3 h ago"],
    [5 * hour, "in 5 h"],
    [-23 * hour, "yesterday"],
    [26 * hour, "tomorrow"],
    [6 * day, "in 6 days"],
    [-40 * day, "40 days ago"],
    [90 * day, "in 3 months"],
    [-800 * day, "2 years ago"],
  ])("%i ms away reads %j", (difference, text) => {
    const now = Date.UTC(2026, 4, 3, 10, 42);
    expect(formatRelative(now + difference, now)).toBe(text);
  });

  test.each([0, 9, 15, 23])("counts the days to a date as a calendar does, at %i h", (hours) => {
    const now = new Date(2026, 4, 3, hours, 30).getTime();
    expect(formatRelative(new Date(2026, 4, 9).getTime(), now)).toBe("in 6 days");
    expect(formatRelative(new Date(2026, 3, 30, 12).getTime(), now)).toBe("3 days ago");
  });

  test("never jumps back in size as time goes by", () => {
    const sizes = ["just", "min", "h ", "yesterday", "day", "month", "year"];
    let reached = 0;
    for (let away = 0; away < 3 * 365 * day; away += 7 * minute) {
      const text = formatRelative(0, away);
      const size = sizes.findIndex((part) => text.includes(part));
      expect(size, text).toBeGreaterThanOrEqual(reached);
      reached = size;
    }
  });
});

describe("formatDuration", () => {
  test.each([
    [0, "0 ms"],
    [18.4, "18 ms"],
    [999, "999 ms"],
    [1800, "1.8 s"],
    [9960, "10 s"],
    [59_940, "60 s"],
    [59_960, "1 min"],
    [125_000, "2 min 5 s"],
    [3 * hour + 12 * minute, "3 h 12 min"],
  ])("%d ms reads %j", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("formatBytes", () => {
  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1200, "1.2 kB"],
    [999_600, "1.0 MB"],
    [84_000_000, "84 MB"],
  ])("%d reads %j", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

test.each([0, 7, 999, -999, 1000, 1_234_567, 12.5])(
  "formatCount writes %d as English does",
  (count) => {
    expect(formatCount(count)).toBe(new Intl.NumberFormat("en").format(count));
  },
);

test("plural counts in words", () => {
  expect(plural(1, "registry", "registries")).toBe("1 registry");
  expect(plural(1234, "image")).toBe("1,234 images");
});

test("the day on which something ends is that day in every zone", () => {
  vi.stubEnv("TZ", "America/Los_Angeles");
  try {
    expect(formatEndDay(Date.parse("2026-12-31T00:00:00.000Z"))).toBe("31 Dec 2026");
    expect(formatEndDay(Date.parse(""))).toBe("an unknown day");
  } finally {
    vi.unstubAllEnvs();
  }
});
