import { expect, test } from "vitest";
import { createLogger } from "../log.ts";
import { watchJournal } from "./watch-journal.ts";

const mebibyte = 1024 ** 2;

async function linesAt(bytes: number | null): Promise<string[]> {
  const lines: string[] = [];
  const log = createLogger({ destination: { write: (line: string) => void lines.push(line) } });
  const store = { journalBytes: () => Promise.resolve(bytes) };
  const next = await watchJournal({ store, log, clock: () => 5_000 }).run(
    { key: "watch-journal", kind: "watch-journal", payload: {}, dueAt: 0, failures: 0 },
    new AbortController().signal,
  );
  expect(next).toEqual({ dueAt: 65_000 });
  return lines;
}

test("R-20: a log above what it is cut back to is warned of, with its size", async () => {
  const [line, ...others] = await linesAt(359 * mebibyte);
  expect(others).toEqual([]);
  expect(JSON.parse(line ?? "")).toMatchObject({ level: "warn", bytes: 359 * mebibyte });
});

test.each([null, 0, 64 * mebibyte])("and %s is not", async (bytes) => {
  expect(await linesAt(bytes)).toEqual([]);
});
