import type { AttemptCounter, AttemptCounterStore } from "../../store/ports/attempt-counter.ts";

/** Counters as the store keeps them, without a database. */
export function memoryCounters(): Pick<AttemptCounterStore, "decide"> {
  const rows = new Map<string, AttemptCounter>();
  return {
    decide: async (keys, decide) => {
      const found = keys.flatMap((key): [string, AttemptCounter][] => {
        const row = rows.get(key);
        return row === undefined ? [] : [[key, row]];
      });
      const { result, changes } = decide(new Map(found));
      for (const [key, row] of changes) {
        if (row === null) rows.delete(key);
        else rows.set(key, row);
      }
      return result;
    },
  };
}
