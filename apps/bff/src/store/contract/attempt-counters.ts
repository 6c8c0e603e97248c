import { describe, expect, test } from "vitest";
import type { AttemptCounter } from "../ports/attempt-counter.ts";
import type { Get } from "./harness.ts";

export function attemptCounterContract(get: Get): void {
  describe("attempt counters", () => {
    const put = (key: string, row: AttemptCounter | null) =>
      get().store.attemptCounters.decide([key], () => ({
        result: undefined,
        changes: new Map([[key, row]]),
      }));
    const read = (...keys: string[]) =>
      get().store.attemptCounters.decide(keys, (counters) => ({
        result: Object.fromEntries(counters),
        changes: new Map(),
      }));
    const row = (count: number, until = 1_000) => ({ count, until, holder: null });

    test("are written as decided, and read by their keys alone", async () => {
      await put("a", row(1));
      await put("b", { count: 0, until: 9_000_000_000_000, holder: "somebody" });
      expect(await read("a", "c")).toEqual({ a: row(1) });
      await put("a", row(2, 5));
      expect(await read("a", "b")).toEqual({
        a: row(2, 5),
        b: { count: 0, until: 9_000_000_000_000, holder: "somebody" },
      });
      await put("a", null);
      expect(await read("a")).toEqual({});
    });

    test("however many decide at once, each sees what the one before has decided", async () => {
      const seen = await Promise.all(
        Array.from({ length: 20 }, () =>
          get().store.attemptCounters.decide(["a"], (counters) => {
            const before = counters.get("a")?.count ?? 0;
            return { result: before, changes: new Map([["a", row(before + 1)]]) };
          }),
        ),
      );
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(await read("a")).toEqual({ a: row(20) });
    });

    test("are forgotten once their time is over, and the oldest where there are too many", async () => {
      for (let n = 0; n < 10; n += 1) await put(`k${n}`, row(1, n));
      const { attemptCounters } = get().store;
      expect(await attemptCounters.prune({ before: 3, kept: 100, limit: 2 })).toBe(2);
      expect(await attemptCounters.prune({ before: 3, kept: 100, limit: 10 })).toBe(1);
      expect(await attemptCounters.prune({ before: 3, kept: 100, limit: 10 })).toBe(0);
      expect(await attemptCounters.prune({ before: 3, kept: 5, limit: 10 })).toBe(2);
      expect(Object.keys(await read(...Array.from({ length: 10 }, (_, n) => `k${n}`)))).toEqual([
        "k5",
        "k6",
        "k7",
        "k8",
        "k9",
      ]);
    });
  });
}
