import { expect, test } from "vitest";
import { checkLimits, createCheckQueue } from "./concurrency.ts";
import type { CheckSlot } from "./concurrency.ts";

/** What became of a request so far, without waiting for it. */
function watch(work: Promise<CheckSlot>) {
  const seen: { slot: CheckSlot | "waiting" } = { slot: "waiting" };
  void work.then((slot) => (seen.slot = slot));
  return {
    state: async () => {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (seen.slot === "waiting") return "waiting";
      return seen.slot.ok ? "running" : seen.slot.code;
    },
    release: () => {
      if (seen.slot !== "waiting" && seen.slot.ok) seen.slot.release();
    },
  };
}

test("the limits are those of the threat model", () => {
  expect(checkLimits).toEqual({
    runningMax: 4,
    runningPerHostMax: 2,
    runningPerOrganizationMax: 1,
    waitingMax: 32,
  });
});

test("four run, the fifth waits until one is over", async () => {
  const queue = createCheckQueue();
  const checks = [0, 1, 2, 3, 4].map((index) =>
    watch(queue.acquire({ organizationId: `o${index}`, host: `h${index}` })),
  );
  const states = () => Promise.all(checks.map((check) => check.state()));
  expect(await states()).toEqual(["running", "running", "running", "running", "waiting"]);
  checks[2]?.release();
  checks[2]?.release();
  expect(await checks[4]?.state()).toBe("running");
});

test("two run against one host, one for one organization, and others pass them by", async () => {
  const queue = createCheckQueue();
  const first = watch(queue.acquire({ organizationId: "a", host: "h" }));
  const second = watch(queue.acquire({ organizationId: "b", host: "h" }));
  const sameHost = watch(queue.acquire({ organizationId: "c", host: "h" }));
  const sameOrganization = watch(queue.acquire({ organizationId: "a", host: "i" }));
  const other = watch(queue.acquire({ organizationId: "d", host: "i" }));
  expect(await first.state()).toBe("running");
  expect(await second.state()).toBe("running");
  expect(await sameHost.state()).toBe("waiting");
  expect(await sameOrganization.state()).toBe("waiting");
  expect(await other.state()).toBe("running");
  first.release();
  expect(await sameHost.state()).toBe("running");
  expect(await sameOrganization.state()).toBe("running");
});

test("whoever waited longest among those that may run goes first", async () => {
  const queue = createCheckQueue();
  const running = watch(queue.acquire({ organizationId: "a", host: "h" }));
  const early = watch(queue.acquire({ organizationId: "a", host: "i" }));
  const late = watch(queue.acquire({ organizationId: "a", host: "j" }));
  await running.state();
  running.release();
  expect(await early.state()).toBe("running");
  expect(await late.state()).toBe("waiting");
});

test("32 wait, the next is turned away at once", async () => {
  const queue = createCheckQueue();
  const all = Array.from({ length: 37 }, (_, index) =>
    watch(queue.acquire({ organizationId: `o${index}`, host: `h${index}` })),
  );
  const states = await Promise.all(all.map((check) => check.state()));
  expect(states.filter((state) => state === "waiting")).toHaveLength(32);
  expect(states.at(-1)).toBe("queue-full");
});

test("a caller who gives up leaves the queue and takes no place later", async () => {
  const queue = createCheckQueue();
  const running = watch(queue.acquire({ organizationId: "a", host: "h" }));
  const controller = new AbortController();
  const { signal } = controller;
  const given = watch(queue.acquire({ organizationId: "a", host: "h", signal }));
  const next = watch(queue.acquire({ organizationId: "a", host: "h" }));
  expect(await given.state()).toBe("waiting");
  controller.abort();
  expect(await given.state()).toBe("aborted");
  await running.state();
  running.release();
  expect(await next.state()).toBe("running");
  expect(await queue.acquire({ organizationId: "z", host: "z", signal })).toEqual({
    ok: false,
    code: "aborted",
  });
});
