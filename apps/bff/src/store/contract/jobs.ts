import { describe, expect, test } from "vitest";
import type { NewJob } from "../ports/job.ts";
import type { Get } from "./harness.ts";
import { t0 } from "./sample.ts";

export function jobContract(get: Get): void {
  describe("jobs", () => {
    const job = (key: string, change: Partial<NewJob> = {}): NewJob => ({
      key,
      kind: "sweep",
      payload: { registryId: key },
      dueAt: t0,
      ...change,
    });
    const due = { now: t0, leaseMs: 60_000, lease: "a", kinds: ["sweep"], limit: 10 };

    test("a job is added once and keeps its time", async () => {
      const { store } = get();
      expect(await store.jobs.ensure([job("one"), job("two")])).toBe(2);
      expect(await store.jobs.ensure([job("two", { dueAt: t0 + 5 }), job("three")])).toBe(1);
      expect(await store.jobs.dueAt("two")).toBe(t0);
      expect(await store.jobs.dueAt("four")).toBeNull();
    });

    test("what is due is given out oldest first, of the kinds asked for, up to the limit", async () => {
      const { store } = get();
      await store.jobs.ensure([
        job("b", { dueAt: t0 - 1 }),
        job("a"),
        job("c", { dueAt: t0 - 2 }),
        job("later", { dueAt: t0 + 1 }),
        job("other", { kind: "mail" }),
      ]);
      const first = await store.jobs.claim({ ...due, limit: 2 });
      expect(first.map(({ key }) => key).toSorted()).toEqual(["b", "c"]);
      expect(first.find(({ key }) => key === "b")).toEqual({
        key: "b",
        kind: "sweep",
        payload: { registryId: "b" },
        dueAt: t0 - 1,
        failures: 0,
      });
      expect((await store.jobs.claim(due)).map(({ key }) => key)).toEqual(["a"]);
      expect(await store.jobs.claim(due)).toEqual([]);
    });

    test("what is due and held by nobody is counted as late", async () => {
      const { store } = get();
      await store.jobs.ensure([job("a", { dueAt: t0 - 2 }), job("b", { dueAt: t0 - 1 }), job("c")]);
      expect(await store.jobs.late(t0 - 1)).toBe(2);
      await store.jobs.claim({ ...due, limit: 1 });
      expect(await store.jobs.late(t0 - 1)).toBe(1);
    });

    test("many who ask at once share the jobs out, each to one", async () => {
      const { store } = get();
      await store.jobs.ensure(Array.from({ length: 40 }, (_, index) => job(`job-${index}`)));
      const taken = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          store.jobs.claim({ ...due, lease: `server-${index}`, limit: 5 }),
        ),
      );
      const keys = taken.flat().map(({ key }) => key);
      expect(keys).toHaveLength(40);
      expect(new Set(keys).size).toBe(40);
    });

    test("a lease that ran out lets somebody else in, and its old holder settles nothing", async () => {
      const { store } = get();
      await store.jobs.ensure([job("one")]);
      await store.jobs.claim(due);
      const later = { ...due, now: t0 + 60_000, lease: "b" };
      expect(await store.jobs.claim({ ...later, now: t0 + 59_999 })).toEqual([]);
      expect(await store.jobs.renew({ key: "one", lease: "a", until: t0 + 90_000 })).toBe(true);
      expect(await store.jobs.claim(later)).toEqual([]);
      expect(await store.jobs.claim({ ...later, now: t0 + 90_000 })).toHaveLength(1);
      expect(await store.jobs.renew({ key: "one", lease: "a", until: t0 + 999_000 })).toBe(false);
      const settle = { key: "one", dueAt: null, failures: 0 };
      expect(await store.jobs.settle({ ...settle, lease: "a" })).toBe(false);
      expect(await store.jobs.dueAt("one")).toBe(t0);
      expect(await store.jobs.settle({ ...settle, lease: "b" })).toBe(true);
      expect(await store.jobs.dueAt("one")).toBeNull();
    });

    test("a job that is given back waits for its next time", async () => {
      const { store } = get();
      await store.jobs.ensure([job("one")]);
      await store.jobs.claim(due);
      await store.jobs.settle({ key: "one", lease: "a", dueAt: t0 + 10, failures: 3 });
      expect(await store.jobs.claim(due)).toEqual([]);
      const [again] = await store.jobs.claim({ ...due, now: t0 + 10 });
      expect(again).toMatchObject({ key: "one", failures: 3, dueAt: t0 + 10 });
    });
  });
}
