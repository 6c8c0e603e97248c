import { expect, test } from "vitest";
import { createGate, GateFull } from "./gate.ts";

test("lets a few run, the next ones wait in order, and too many are turned away", async () => {
  const gate = createGate({ runningMax: 2, waitingMax: 2 });
  const releases: Array<() => void> = [];
  const began: number[] = [];
  const work = (n: number) =>
    gate(async () => {
      began.push(n);
      await new Promise<void>((resolve) => releases.push(resolve));
      return n;
    });
  const all = [work(1), work(2), work(3), work(4)];
  await expect(work(5)).rejects.toBeInstanceOf(GateFull);
  expect(began).toEqual([1, 2]);
  releases.shift()?.();
  expect(await all[0]).toBe(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(began).toEqual([1, 2, 3]);
  releases.splice(0).forEach((release) => release());
  await new Promise((resolve) => setImmediate(resolve));
  releases.splice(0).forEach((release) => release());
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
});

test("work that fails gives its place back", async () => {
  const gate = createGate({ runningMax: 1, waitingMax: 0 });
  await expect(gate(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await gate(async () => "next")).toBe("next");
});
