/** What the page measured since the last reset; milliseconds. */
export type Measured = {
  /** From the key to the DOM that holds its result, one for each key. */
  commits: number[];
  /** From the key to the frame that shows it. */
  paints: number[];
  /** What the page's own work for a key took, of that: reading, comparing, explaining. */
  computes: number[];
  /** The browser's own account of interactions, in steps of 8 and from 16 on. */
  interactions: number[];
  /** Main-thread tasks above 50. */
  longTasks: number[];
};

/**
 * Runs in the page before anything else. Listens from outside: nothing in the product knows that it is measured, but
 * for the timings that it offers to any developer tool.
 */
export function installProbe(): void {
  const empty = (): Measured => ({
    commits: [],
    paints: [],
    computes: [],
    interactions: [],
    longTasks: [],
  });
  let measured = empty();
  let key: { at: number; committed: boolean; compute: number } | null = null;

  const onCommit = () => {
    const current = key;
    if (!current || current.committed) return;
    current.committed = true;
    measured.commits.push(performance.now() - current.at);
    requestAnimationFrame(() => {
      // A message follows the frame's own work: what it finds has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => {
        measured.paints.push(performance.now() - current.at);
        measured.computes.push(current.compute);
        port1.close();
      });
      port1.start();
      port2.postMessage(null);
    });
  };
  addEventListener(
    "input",
    ({ timeStamp }) => {
      key = { at: timeStamp, committed: false, compute: 0 };
    },
    true,
  );
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(onCommit).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
  const measure = performance.measure.bind(performance);
  performance.measure = (...given: Parameters<Performance["measure"]>) => {
    const entry = measure(...given);
    if (entry.name.startsWith("tester: ") && key && !key.committed) key.compute += entry.duration;
    return entry;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      if (entry.interactionId) measured.interactions.push(entry.duration);
    }
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measured.longTasks.push(duration);
  }).observe({ type: "longtask" });

  Object.assign(globalThis, {
    takeMeasured: () => {
      const taken = measured;
      measured = empty();
      return taken;
    },
  });
}
