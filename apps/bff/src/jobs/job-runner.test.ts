import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "../log.ts";
import { openSqliteStore } from "../store/sqlite/store.ts";
import type { Store } from "../store/store.ts";
import { createJobRunner, type JobHandler, type JobRunnerOptions } from "./job-runner.ts";

let folder: string;
let store: Store;
let now: number;
const lines: string[] = [];
const log = createLogger({ destination: { write: (line: string) => void lines.push(line) } });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "berth-jobs-"));
  store = openSqliteStore(join(folder, "berth.db"));
  now = Date.UTC(2026, 4, 1);
  lines.length = 0;
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function runnerWith(handlers: JobHandler[], over: Partial<JobRunnerOptions> = {}) {
  return createJobRunner({
    jobs: store.jobs,
    handlers,
    log,
    clock: () => now,
    server: "server-a",
    pollMs: 5,
    ...over,
  });
}

const add = (...keys: string[]) =>
  store.jobs.ensure(keys.map((key) => ({ key, kind: "sweep", payload: {}, dueAt: now })));

test("two servers on one database run each job once", async () => {
  await add(...Array.from({ length: 60 }, (_, index) => `job-${index}`));
  const ran: string[] = [];
  const handler: JobHandler = {
    kind: "sweep",
    run: async ({ key }) => {
      await new Promise((next) => setTimeout(next, 1));
      ran.push(key);
      return { dueAt: null };
    },
  };
  const servers = ["a", "b"].map((server) => runnerWith([handler], { server }));
  for (const server of servers) await server.start();
  await vi.waitFor(() => expect(ran).toHaveLength(60), { timeout: 10_000 });
  await Promise.all(servers.map((server) => server.stop()));
  expect(new Set(ran).size).toBe(60);
});

test("as many run at once as may, and the next begins when one ends, not at the next round", async () => {
  await add(...Array.from({ length: 12 }, (_, index) => `job-${index}`));
  let running = 0;
  let ended = 0;
  let most = 0;
  const handler: JobHandler = {
    kind: "sweep",
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((next) => setTimeout(next, 5));
      running -= 1;
      ended += 1;
      return { dueAt: null };
    },
  };
  const runner = runnerWith([handler], { concurrency: 3, pollMs: 600_000 });
  await runner.start();
  await vi.waitFor(() => expect(ended).toBe(12), { timeout: 10_000 });
  await runner.stop();
  expect(most).toBe(3);
});

test("a standing job exists from the start and says itself when it comes next", async () => {
  let turns = 0;
  const runner = runnerWith([
    {
      kind: "sweep",
      standing: { firstAfterMs: 500 },
      run: async () => {
        turns += 1;
        return { dueAt: now + 1_000 };
      },
    },
  ]);
  expect(await runner.runDue()).toBe(0);
  now += 500;
  expect(await runner.runDue()).toBe(1);
  expect(await runner.runDue()).toBe(0);
  now += 1_000;
  await runner.runDue();
  expect(turns).toBe(2);
});

test("a turn that throws comes again later and later, and its error goes to the log", async () => {
  await add("one");
  const runner = runnerWith([{ kind: "sweep", run: () => Promise.reject(new Error("no luck")) }]);
  const waits: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    expect(await runner.runDue()).toBe(1);
    const due = (await store.jobs.dueAt("one")) ?? 0;
    waits.push(due - now);
    now = due;
  }
  expect(waits.slice(0, 3)).toEqual([10_000, 20_000, 40_000]);
  expect(waits.at(-1)).toBe(3_600_000);
  expect(lines.join("")).toContain('"step":"sweep"');
});

test("a stop ends what runs and gives it back for another server at once", async () => {
  await add("one");
  let began = 0;
  const slow: JobHandler = {
    kind: "sweep",
    run: (_, signal) => {
      began += 1;
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("stopped")));
      });
    },
  };
  const first = runnerWith([slow]);
  await first.start();
  await vi.waitFor(() => expect(began).toBe(1));
  await first.stop();
  await first.stop();
  const second = runnerWith([{ kind: "sweep", run: async () => ({ dueAt: null }) }], {
    server: "server-b",
  });
  expect(await second.runDue()).toBe(1);
  expect(await store.jobs.dueAt("one")).toBeNull();
});

test("whoever lost the lease is told to end, and does not settle the job", async () => {
  await add("one");
  let told = false;
  const runner = runnerWith(
    [
      {
        kind: "sweep",
        run: (_, signal) =>
          new Promise((resolve) => {
            signal.addEventListener("abort", () => {
              told = true;
              resolve({ dueAt: null });
            });
          }),
      },
    ],
    { leaseMs: 30 },
  );
  await runner.start();
  await vi.waitFor(async () => {
    const claimed = await store.jobs.claim({
      now: now + 3_600_000,
      leaseMs: 3_600_000,
      lease: "server-b",
      kinds: ["sweep"],
      limit: 1,
    });
    expect(claimed).toHaveLength(1);
  });
  await vi.waitFor(() => expect(told).toBe(true));
  await runner.stop();
  expect(await store.jobs.dueAt("one")).not.toBeNull();
});
