import type { Logger } from "../log.ts";

/** Work that an answer does not wait for. Failures go to the log; at shutdown the rest is waited for. */
export type Background = {
  run(step: string, work: () => Promise<void>): void;
  /** Resolves once nothing runs any more. */
  settled(): Promise<void>;
};

export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    run(step, work) {
      const task = (async () => {
        // Whoever asked for it is answered first.
        await new Promise((resolve) => setImmediate(resolve));
        try {
          await work();
        } catch (err) {
          log.error({ err, step }, "background work failed");
        }
      })();
      running.add(task);
      void task.finally(() => running.delete(task));
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
