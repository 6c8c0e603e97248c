import { expect, test } from "vitest";
import { formatBytes, formatDuration } from "./amount.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [12_345_678, "12.3 MB"],
  [5e15, "5000.0 TB"],
])("%d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [840, "840 ms"],
  [3210, "3.2 s"],
  [245_000, "4 min 5 s"],
])("%d ms are %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
