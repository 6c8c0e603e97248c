import { asc, count, inArray, lt } from "drizzle-orm";
import type { Db, Engine } from "./engine.ts";
import type { AttemptCounter, AttemptCounterStore } from "./ports/attempt-counter.ts";

export function attemptCounterStore(engine: Engine): AttemptCounterStore {
  const { attemptCounter } = engine.tables;

  const read = async (db: Pick<Db, "select">, keys: readonly string[]) => {
    const rows = await db
      .select()
      .from(attemptCounter)
      .where(inArray(attemptCounter.key, [...keys]));
    return new Map(rows.map(({ key, ...row }): [string, AttemptCounter] => [key, row]));
  };

  return {
    async decide(keys, decide) {
      const first = decide(await read(engine.db, keys));
      if (first.changes.size === 0) return first.result;
      return await engine.tx(async (db) => {
        const { result, changes } = decide(await read(db, keys));
        const gone = [...changes].filter(([, row]) => row === null).map(([key]) => key);
        if (gone.length > 0) {
          await db.delete(attemptCounter).where(inArray(attemptCounter.key, gone));
        }
        for (const [key, row] of changes) {
          if (row === null) continue;
          await db
            .insert(attemptCounter)
            .values({ key, ...row })
            .onConflictDoUpdate({ target: attemptCounter.key, set: row });
        }
        return result;
      });
    },

    async prune({ before, kept, limit }) {
      const [all] = await engine.db.select({ rows: count() }).from(attemptCounter);
      const tooMany = Math.max(0, (all?.rows ?? 0) - kept);
      const [old] = await engine.db
        .select({ rows: count() })
        .from(attemptCounter)
        .where(lt(attemptCounter.until, before));
      const goes = Math.min(limit, Math.max(tooMany, old?.rows ?? 0));
      if (goes === 0) return 0;
      return await engine.tx(async (db) => {
        const rows = await db
          .select({ key: attemptCounter.key })
          .from(attemptCounter)
          .orderBy(asc(attemptCounter.until))
          .limit(goes);
        const keys = rows.map(({ key }) => key);
        await db.delete(attemptCounter).where(inArray(attemptCounter.key, keys));
        return keys.length;
      });
    },
  };
}
