import type { Logger } from "../../log.ts";
import type { LoadClass } from "./load-class.ts";

const everyMs = 1_000;

/**
 * Says how many requests were told to come back, in one line a second at most: who asks too much must not have the
 * server write as much. Each one is counted, and what came behind a line stands in the next.
 */
export function createShedLog(log: Logger): (kind: LoadClass) => void {
  const counts: Record<LoadClass, number> = { console: 0, broker: 0 };
  let waiting = false;

  const write = () => {
    waiting = false;
    const { console: people, broker: workers } = counts;
    const count = people + workers;
    if (count === 0) return;
    log.warn(
      { count, reason: `${people} of people and programs, ${workers} of workers` },
      "more to do than can be answered soon: requests were told to come back",
    );
    counts.console = counts.broker = 0;
    waiting = true;
    setTimeout(write, everyMs).unref();
  };

  return (kind) => {
    counts[kind] += 1;
    if (!waiting) write();
  };
}
