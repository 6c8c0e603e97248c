/** Runs work as soon as there is room for it. Rejects with {@link GateFull} where too much waits already. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

export class GateFull extends Error {
  override readonly name = "GateFull";
}

export function createGate(limits: { runningMax: number; waitingMax: number }): Gate {
  const waiting: Array<() => void> = [];
  let running = 0;

  return async (work) => {
    if (running >= limits.runningMax) {
      if (waiting.length >= limits.waitingMax) throw new GateFull("too much is waiting");
      // Whoever leaves hands its place on, so that nobody can slip in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
