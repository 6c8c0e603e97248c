import { setImmediate as nextTurn } from "node:timers/promises";

/** So long may reading hold the thread that answers everybody, where the database reads on it. */
const turnMs = 4;

/** For reading in parts: each call lets others in, once those since the last time took longer than a turn may. */
export function createTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < turnMs) return;
    await nextTurn();
    since = performance.now();
  };
}
