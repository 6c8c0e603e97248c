import { expect, test } from "vitest";
import { exitCode } from "./exit-code.ts";
import { readInput } from "./read-input.ts";

const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };

async function* chunks(...texts: string[]) {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

test("a stream is read to its end", async () => {
  const { signal } = new AbortController();
  expect(await readInput(chunks("one ", "two"), signal)).toBe("one two");
});

test("a process that is told to end doesn't wait for somebody who writes nothing", async () => {
  const told = new AbortController();
  const reading = readInput(silent, told.signal);
  told.abort(exitCode.terminated);
  const interrupted = { code: exitCode.terminated, message: "Interrupted before it was done." };
  await expect(reading).rejects.toMatchObject(interrupted);
  await expect(readInput(silent, told.signal)).rejects.toMatchObject(interrupted);
});
