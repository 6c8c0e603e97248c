import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { directRoutes } from "../src/http/direct/direct-routes.ts";
import { waitOf } from "../src/http/turns.ts";
import { bareHono } from "./bare-hono.ts";
import { openBrokerStage } from "./broker-stage.ts";
import { atLeast, atMost, median, shown, type Row } from "../../../tools/bench/row.ts";
import { load, type LoadRequest } from "./load.ts";

/** Requests under way together: few workers, of which each waits for the disk, and as many as keep the server busy meanwhile. */
const few = 16;
const many = 64;
const rounds = 5;
const roundMs = 1_500;
/** Requests a second at which the time of one is looked at. */
const steadyRate = 1_000;
const steadyMs = 5_000;
const inProcessCalls = 3_000;
/** As many as 16 connections bring: what is under way together shares a commit. */
const inProcessTogether = 64;

/**
 * What a pull costs Berth: sign-in, match over 1,000 patterns, a token that is kept, a durable record. Held against
 * Hono that says hello and Hono that echoes JSON, in the same minute. Of loopback and disk the machine's own noise is
 * large; what judges are the ratios with room for it and the counts.
 */
export async function run(): Promise<Row[]> {
  const inside = await inProcess();
  const child = fork(join(import.meta.dirname, "broker-server.ts"), { stdio: "inherit" });
  try {
    const [{ request, ports }] = (await once(child, "message")) as [
      { request: LoadRequest; ports: { berth: number; bare: number } },
    ];
    const hello = { method: "GET", path: "/", headers: {}, body: "" };
    const echo = { ...request, path: "/" };
    await load(ports.berth, request, { connections: few, ms: roundMs });

    /** What each gets done in a second with so many at a time, in turns. */
    const compare = async (connections: number): Promise<Figures> => {
      const figures: Figures = { hello: [], echo: [], durable: [], fleeting: [] };
      const at = { connections, ms: roundMs };
      for (let round = 0; round < rounds; round += 1) {
        figures.hello.push((await load(ports.bare, hello, at)).perSecond);
        figures.echo.push((await load(ports.bare, echo, at)).perSecond);
        figures.durable.push((await load(ports.berth, request, at)).perSecond);
        await tell(child, { durable: false });
        figures.fleeting.push((await load(ports.berth, request, at)).perSecond);
        await tell(child, { durable: true });
      }
      return figures;
    };

    const before = await tell(child, { durable: true });
    const byFew = await compare(few);
    const after = await tell(child, {});
    const byMany = await compare(many);
    const steady = await load(ports.berth, request, {
      connections: many,
      ms: steadyMs,
      rate: steadyRate,
    });
    return [
      ...inside,
      ...compared(byFew, few),
      atLeast(`pulls for each commit, ${few} at a time`, perCommit(before, after), 4, ""),
      ...compared(byMany, many),
      shown(`p50 at ${steadyRate} a second`, steady.p50, "ms"),
      shown(`p99 at ${steadyRate} a second (goal 10)`, steady.p99, "ms"),
    ];
  } finally {
    child.send({ end: true });
    await once(child, "exit");
  }
}

/** Answers a second, a figure for each round. */
type Figures = Record<"hello" | "echo" | "durable" | "fleeting", number[]>;

function compared(figures: Figures, connections: number): Row[] {
  const against = (name: keyof Figures) =>
    median(figures.durable.map((value, round) => value / (figures[name][round] ?? Number.NaN)));
  const at = `${connections} at a time`;
  return [
    shown(`answers a second, durable, ${at}`, median(figures.durable), "/s"),
    shown(`answers a second, nothing recorded, ${at}`, median(figures.fleeting), "/s"),
    shown(`answers a second, Hono hello, ${at}`, median(figures.hello), "/s"),
    shown(`answers a second, Hono POST echo, ${at}`, median(figures.echo), "/s"),
    shown(`pull / Hono hello, ${at} (goal 0.15 or more)`, against("hello"), "x"),
    shown(`pull / Hono POST echo, ${at} (goal 0.30 or more)`, against("echo"), "x"),
    shown(`durable / nothing recorded, ${at} (goal 0.9 or more)`, against("fleeting"), "x"),
  ];
}

/**
 * Without sockets, on the processor's own clock: what the disk takes is not in it. A pull goes into the function that the
 * server's listener gives it to, which is not Hono's (docs/decisions/0022-pulls-are-answered-without-hono.md); beside it
 * stands what the same pull costs that takes the way of all requests.
 */
async function inProcess(): Promise<Row[]> {
  const stage = await openBrokerStage();
  const bare = bareHono();
  const { method, path, headers, body } = stage.request;
  const post = { method, headers, body };
  const route = directRoutes.get(path);
  if (route === undefined) throw new Error("pulls are not answered directly");
  const wait = waitOf(undefined);
  const plain = { route, headers: new Map(Object.entries(headers)), peer: "127.0.0.1", wait };
  const bytes = Buffer.from(body);
  const calls = {
    hello: async () => (await bare.fetch(new Request("http://127.0.0.1:8080/"))).text(),
    echo: async () => (await bare.fetch(new Request("http://127.0.0.1:8080/", post))).text(),
    pull: async () => (await stage.berth.direct(plain, Promise.resolve(bytes))).body,
    throughHono: async () =>
      (await stage.berth.app.fetch(new Request(`http://127.0.0.1:8080${path}`, post))).text(),
  };
  const names = Object.keys(calls) as (keyof typeof calls)[];
  const times: Record<keyof typeof calls, Cost[]> = {
    hello: [],
    echo: [],
    pull: [],
    throughHono: [],
  };
  try {
    for (let round = -1; round < rounds; round += 1) {
      for (const name of names) {
        const cost = await cpuMicroseconds(calls[name]);
        if (round >= 0) times[name].push(cost);
      }
    }
    const against = (name: "hello" | "echo", part: keyof Cost = "all") =>
      median(times.pull.map((cost, round) => cost[part] / (times[name][round]?.[part] ?? NaN)));
    const all = (name: keyof typeof calls) => median(times[name].map((cost) => cost.all));
    return [
      shown("in-process, hello", all("hello"), "us"),
      shown("in-process, echo", all("echo"), "us"),
      shown("in-process, pull", all("pull"), "us"),
      shown("in-process, pull through Hono", all("throughHono"), "us"),
      shown("in-process, pull / echo", against("echo"), "x"),
      shown("in-process, pull / hello, thread that answers", against("hello", "answering"), "x"),
      atMost("in-process, pull / hello (goal 4)", against("hello"), inProcessLimit, "x"),
    ];
  } finally {
    await stage.close();
  }
}

/** Microseconds of processor time for one call: of the process, and of the thread that answers. */
type Cost = { all: number; answering: number };

async function cpuMicroseconds(call: () => Promise<unknown>): Promise<Cost> {
  let left = inProcessCalls;
  const start = process.cpuUsage();
  const threadStart = process.threadCpuUsage();
  await Promise.all(
    Array.from({ length: inProcessTogether }, async () => {
      while (left-- > 0) await call();
    }),
  );
  const each = ({ user, system }: NodeJS.CpuUsage) => (user + system) / inProcessCalls;
  return {
    all: each(process.cpuUsage(start)),
    answering: each(process.threadCpuUsage(threadStart)),
  };
}

type Counted = { rows: number; commits: number };

async function tell(child: ChildProcess, wanted: { durable?: boolean }): Promise<Counted> {
  const answered = once(child, "message");
  child.send(wanted);
  const [counted] = (await answered) as [Counted];
  return counted;
}

function perCommit(before: Counted, after: Counted): number {
  return (after.rows - before.rows) / (after.commits - before.commits);
}

/** Berth does more than the goal was measured with; the limit only keeps it from growing. See docs/decisions/0015-what-a-pull-costs-berth.md. */
const inProcessLimit = 10;
