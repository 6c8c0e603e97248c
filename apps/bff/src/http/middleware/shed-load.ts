import type { MiddlewareHandler } from "hono";
import type { Logger } from "../../log.ts";
import { AppError } from "../../services/errors.ts";
import type { HttpEnv } from "../http-env.ts";
import { createAdaptiveLimit } from "./adaptive-limit.ts";
import { classOf, type LoadClass } from "./load-class.ts";
import { createShedLog } from "./shed-log.ts";

/**
 * What each class may use before it is told to come back: work that this thread does in one turn of the
 * event loop, and requests that are under way at once. Requests read late in a long turn have waited as long
 * as it has lasted, and the next turn would be longer still. Workers may use more than people: what they
 * pull stands still meanwhile, and many of them may wait for one registry.
 */
export const loadLimits: Readonly<Record<LoadClass, { turnMs: number; underWayMax: number }>> = {
  console: { turnMs: 150, underWayMax: 256 },
  broker: { turnMs: 600, underWayMax: 1_000 },
};

export type LoadMeter = {
  /** Whether one more of this class is taken on. What is taken on ends with `done`, `tookMs` later. */
  enter(kind: LoadClass): boolean;
  done(kind: LoadClass, tookMs: number): void;
};

/** A page asks for half a dozen things at once, and the first after a start may take long: that is no crowd. */
const crowdMin = 16;

/** People's requests wait for little but this server, so that their times tell how much of it is queue. */
const consoleLimit = { min: 16, max: loadLimits.console.underWayMax, targetMs: 300 };

export type LoadMeterParts = {
  /** Milliseconds that this thread has worked; other programs on the machine don't count. */
  workedMs?: () => number;
  /** Runs once the turn is over. */
  afterTurn?: (run: () => void) => void;
};

export function createLoadMeter({
  workedMs = threadMs,
  afterTurn = (run) => void setImmediate(run),
}: LoadMeterParts = {}): LoadMeter {
  const underWay: Record<LoadClass, number> = { console: 0, broker: 0 };
  const adaptive = createAdaptiveLimit(consoleLimit);
  const maxOf = (kind: LoadClass) =>
    kind === "console" ? adaptive.current() : loadLimits[kind].underWayMax;
  /** Null before the first request of a turn. */
  let turnFrom: number | null = null;
  let takenInTurn = 0;
  return {
    enter(kind) {
      if (turnFrom === null) {
        turnFrom = workedMs();
        takenInTurn = 0;
        afterTurn(() => (turnFrom = null));
      }
      if (underWay[kind] >= maxOf(kind)) return false;
      const crowd = takenInTurn >= crowdMin;
      if (crowd && workedMs() - turnFrom > loadLimits[kind].turnMs) return false;
      takenInTurn += 1;
      underWay[kind] += 1;
      return true;
    },
    done(kind, tookMs) {
      underWay[kind] -= 1;
      if (kind === "console") adaptive.ended(tookMs);
    },
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export type LoadGate = {
  /** Runs what answers a request of this class. Where there is too much to do it calls `shed`, and rejects. */
  through<Result>(
    kind: LoadClass,
    answer: () => Promise<Result>,
    shed: () => void,
  ): Promise<Result>;
};

/** One for the whole server: what one way in has taken on is less room for the others. */
export function createLoadGate(meter: LoadMeter, log: Logger): LoadGate {
  const noteShed = createShedLog(log);
  return {
    async through(kind, answer, shed) {
      if (!meter.enter(kind)) {
        noteShed(kind);
        shed();
        throw overloaded();
      }
      const startedAt = performance.now();
      try {
        return await answer();
      } finally {
        meter.done(kind, performance.now() - startedAt);
      }
    },
  };
}

/**
 * Keeps the time of an answer short whatever arrives: what can't be answered soon is refused at once, people
 * before workers. Health and the files of the console are never refused. Streams count until they begin.
 */
export function shedLoad(gate: LoadGate): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const kind = classOf(c.req.path);
    if (kind === null) return await next();
    return await gate.through(kind, next, () => c.set("shed", true));
  };
}

function overloaded(): AppError {
  return new AppError(
    "unavailable",
    "The server has more to do than it can right now, so nothing was done. Try again in a moment.",
    { retryAfterSeconds: 1, logged: true },
  );
}
