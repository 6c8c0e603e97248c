import { Hono } from "hono";
import { expect, test, vi } from "vitest";
import { errorResponse } from "../error-response.ts";
import type { HttpEnv } from "../http-env.ts";
import { createLogger } from "../../log.ts";
import { createMetrics } from "../../metrics/metrics.ts";
import { measure } from "../metrics.ts";
import { accessLog } from "./access-log.ts";
import { before } from "./before.ts";
import { requestId } from "./request-id.ts";
import {
  createLoadGate,
  createLoadMeter,
  loadLimits,
  shedLoad,
  type LoadMeter,
} from "./shed-load.ts";

const none = { workedMs: 0, behind: 0 };

test("behind a crowd people are told to come back first, then workers", () => {
  const meter = createLoadMeter();
  const long = { workedMs: loadLimits.console.waitedMs + 1, behind: 16 };
  expect([meter.enter("console", long), meter.enter("broker", long)]).toEqual([false, true]);
  const longer = { ...long, workedMs: loadLimits.broker.waitedMs + 1 };
  expect(meter.enter("broker", longer)).toBe(false);
  expect([meter.enter("console", none), meter.enter("broker", none)]).toEqual([true, true]);
});

test("what one page asks for is answered, however long the first of it took", () => {
  const meter = createLoadMeter();
  const behind = { workedMs: loadLimits.console.waitedMs * 9, behind: 15 };
  expect(meter.enter("console", behind)).toBe(true);
});

test("so many are under way at once, and room is there again when one has ended", () => {
  const meter = createLoadMeter();
  for (let n = 0; n < loadLimits.console.underWayMax; n += 1) {
    expect(meter.enter("console", none)).toBe(true);
  }
  expect(meter.enter("console", none)).toBe(false);
  expect(meter.enter("broker", none)).toBe(true);
  meter.done("console", 1);
  expect([meter.enter("console", none), meter.enter("console", none)]).toEqual([true, false]);
});

/** An application in front of which everything is full. */
function fullApp() {
  const asked: string[] = [];
  const full: LoadMeter = {
    enter: (kind) => {
      asked.push(kind);
      return false;
    },
    done: () => {
      throw new Error("what was refused can't end");
    },
    pause: () => {
      throw new Error("what was refused waits for nobody");
    },
  };
  const app = new Hono<HttpEnv>();
  const lines: string[] = [];
  const log = createLogger({ destination: { write: (line: string) => void lines.push(line) } });
  const metrics = createMetrics();
  app.onError((err, c) => errorResponse(err, c, log));
  const gate = createLoadGate(full, log);
  app.use(before(requestId), accessLog(log, Date.now), measure(metrics), shedLoad(gate));
  app.get("*", (c) => c.text("served"));
  const measured = async () => {
    const text = await metrics.scrape([], null);
    const counts = [...text.matchAll(/_count\{[^}]*status="5xx"[^}]*\} (\d+)/g)];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  };
  return { app, asked, lines, measured };
}

test("who is refused learns when to come back; health and files are served whatever comes", async () => {
  const { app, asked } = fullApp();
  for (const path of ["/api/v1/session", "/api/v1/worker/pulls", "/api/openapi.json"]) {
    const answer = await app.request(path);
    expect([answer.status, answer.headers.get("retry-after")], path).toEqual([503, "1"]);
    expect(await answer.json()).toMatchObject({ error: { code: "unavailable" } });
  }
  expect(asked).toEqual(["console", "broker", "console"]);
  for (const path of ["/livez", "/readyz", "/metrics", "/", "/assets/app.js"]) {
    expect((await app.request(path)).status, path).toBe(200);
  }
});

test("refusals take one short line a second, in which each is counted, and the metric counts them as well", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  try {
    const { app, lines, measured } = fullApp();
    const shed = async (times: number) => {
      for (let n = 0; n < times; n += 1) await app.request("/api/v1/worker/pulls");
      await app.request("/api/v1/session");
    };
    await shed(99);
    await shed(99);
    vi.advanceTimersByTime(1_000);
    // A second in which nothing is refused.
    vi.advanceTimersByTime(5_000);
    await shed(49);
    vi.advanceTimersByTime(1_000);
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.map(({ level, count }) => [level, count])).toEqual([
      ["warn", 1],
      ["warn", 199],
      ["warn", 1],
      ["warn", 49],
    ]);
    expect(told[1]?.["reason"]).toBe("2 of people and programs, 197 of workers");
    expect(lines.join()).not.toMatch(/"err"|frames/);
    expect(await measured()).toBe(250);
    // What is answered has its line.
    await app.request("/livez");
    expect(JSON.parse(lines[4] ?? "")).toMatchObject({ msg: "request", status: 200 });
  } finally {
    vi.useRealTimers();
  }
});
