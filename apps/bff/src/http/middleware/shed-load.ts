import type { MiddlewareHandler } from "hono";
import type { Aside } from "../aside.ts";
import type { Logger } from "../../log.ts";
import { AppError } from "../../services/errors.ts";
import type { HttpEnv } from "../http-env.ts";
import { waitOf, type Wait } from "../turns.ts";
import { createAdaptiveLimit } from "./adaptive-limit.ts";
import { classOf, type LoadClass } from "./load-class.ts";
import { createShedLog } from "./shed-log.ts";

/**
 * What each class may use before it is told to come back: work of this thread that it has waited for, and requests that
 * are under way at once. Workers may use more than people: what they pull stands still meanwhile, and many of them may
 * wait for one registry.
 */
export const loadLimits: Readonly<Record<LoadClass, { waitedMs: number; underWayMax: number }>> = {
  console: { waitedMs: 150, underWayMax: 256 },
  broker: { waitedMs: 600, underWayMax: 1_000 },
};

export type LoadMeter = {
  /** Whether one more of this class is taken on. What is taken on ends with `done`, `tookMs` later. */
  enter(kind: LoadClass, wait: Wait): boolean;
  done(kind: LoadClass, tookMs: number): void;
  /** Gives a place back for as long as its request waits for its client; it is taken again with `enter`. */
  pause(kind: LoadClass): void;
};

/** How long a request keeps its place while its client is waited for. A body that comes with its head is there long before. */
const patienceMs = 250;
const none: Wait = { workedMs: 0, behind: 0 };

/** A page asks for half a dozen things at once, and the first after a start may take long: that is no crowd. */
const crowdMin = 16;

/** People's requests wait for little but this server, so that their times tell how much of it is queue. */
const consoleLimit = { min: 16, max: loadLimits.console.underWayMax, targetMs: 300 };

export function createLoadMeter(): LoadMeter {
  const underWay: Record<LoadClass, number> = { console: 0, broker: 0 };
  const adaptive = createAdaptiveLimit(consoleLimit);
  const maxOf = (kind: LoadClass) =>
    kind === "console" ? adaptive.current() : loadLimits[kind].underWayMax;
  return {
    enter(kind, wait) {
      if (underWay[kind] >= maxOf(kind)) return false;
      if (wait.behind >= crowdMin && wait.workedMs > loadLimits[kind].waitedMs) return false;
      underWay[kind] += 1;
      return true;
    },
    done(kind, tookMs) {
      underWay[kind] -= 1;
      if (kind === "console") adaptive.ended(tookMs);
    },
    pause(kind) {
      underWay[kind] -= 1;
    },
  };
}

export type LoadGate = {
  /** Runs what answers a request of this class. Where there is too much to do it calls `shed`, and rejects. */
  through<Result>(
    kind: LoadClass,
    wait: Wait,
    answer: (aside: Aside) => Promise<Result>,
    shed: () => void,
  ): Promise<Result>;
};

/** One for the whole server: what one way in has taken on is less room for the others. */
export function createLoadGate(meter: LoadMeter, log: Logger): LoadGate {
  const noteShed = createShedLog(log);
  return {
    async through(kind, wait, answer, shed) {
      const enter = (waited: Wait) => {
        if (meter.enter(kind, waited)) return;
        noteShed(kind);
        shed();
        throw overloaded();
      };
      enter(wait);
      let startedAt = performance.now();
      let inside = true;
      // Strangers who send their bodies slowly, or never, must not hold all places.
      const aside: Aside = async (waiting) => {
        const askedAt = performance.now();
        const leaving = setTimeout(() => {
          meter.pause(kind);
          inside = false;
        }, patienceMs);
        const result = await waiting().finally(() => clearTimeout(leaving));
        if (inside) return result;
        enter(none);
        inside = true;
        startedAt += performance.now() - askedAt;
        return result;
      };
      try {
        return await answer(aside);
      } finally {
        if (inside) meter.done(kind, performance.now() - startedAt);
      }
    },
  };
}

/**
 * Keeps the time of an answer short whatever arrives: what can't be answered soon is refused at once, people
 * before workers. Health and the files of the console are never refused. Streams count until they begin, and nobody
 * while their body is waited for.
 */
export function shedLoad(gate: LoadGate): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const kind = classOf(c.req.path);
    if (kind === null) return await next();
    const answer = async (aside: Aside) => {
      c.set("aside", aside);
      await next();
    };
    return await gate.through(kind, waitOf(c.env?.incoming), answer, () => c.set("shed", true));
  };
}

function overloaded(): AppError {
  return new AppError(
    "unavailable",
    "The server has more to do than it can right now, so nothing was done. Try again in a moment.",
    { retryAfterSeconds: 1, logged: true },
  );
}
