import { and, asc, count, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import type { Db, Engine } from "./engine.ts";
import type { JobStore } from "./ports/job.ts";

export function jobStore(engine: Engine): JobStore {
  const { job } = engine.tables;
  const free = (now: number) =>
    and(lte(job.dueAt, now), or(isNull(job.leaseUntil), lte(job.leaseUntil, now)));
  const held = (key: string, lease: string) => and(eq(job.key, key), eq(job.lease, lease));

  return {
    ensure: (jobs) =>
      engine.append(async (db) => {
        if (jobs.length === 0) return 0;
        const added = await db
          .insert(job)
          .values([...jobs])
          .onConflictDoNothing({ target: job.key })
          .returning({ key: job.key });
        return added.length;
      }),

    async claim({ now, leaseMs, lease, kinds, limit }) {
      if (kinds.length === 0 || limit < 1) return [];
      const due = (db: Pick<Db, "select">, most: number) =>
        db
          .select({ key: job.key })
          .from(job)
          .where(and(inArray(job.kind, [...kinds]), free(now)))
          .orderBy(asc(job.dueAt), asc(job.key))
          .limit(most);
      // Most rounds find nothing, and so need not stand in the writers' queue.
      if ((await due(engine.db, 1)).length === 0) return [];
      return await engine.tx(async (db) => {
        const found = await due(db, limit);
        if (found.length === 0) return [];
        const keys = found.map(({ key }) => key);
        return await db
          .update(job)
          .set({ lease, leaseUntil: now + leaseMs })
          .where(inArray(job.key, keys))
          .returning({
            key: job.key,
            kind: job.kind,
            payload: job.payload,
            dueAt: job.dueAt,
            failures: job.failures,
          });
      });
    },

    renew: ({ key, lease, until }) =>
      engine.append(async (db) => {
        const renewed = await db
          .update(job)
          .set({ leaseUntil: until })
          .where(held(key, lease))
          .returning({ key: job.key });
        return renewed.length > 0;
      }),

    settle: ({ key, lease, dueAt, failures }) =>
      engine.append(async (db) => {
        const settled =
          dueAt === null
            ? await db.delete(job).where(held(key, lease)).returning({ key: job.key })
            : await db
                .update(job)
                .set({ dueAt, failures, lease: null, leaseUntil: null })
                .where(held(key, lease))
                .returning({ key: job.key });
        return settled.length > 0;
      }),

    hasten: (key, at) =>
      engine.tx(async (db) => {
        await db
          .update(job)
          .set({ dueAt: at, failures: 0 })
          .where(and(eq(job.key, key), isNull(job.lease), gt(job.dueAt, at)));
      }),

    async late(before) {
      const [all] = await engine.db.select({ jobs: count() }).from(job).where(free(before));
      return all?.jobs ?? 0;
    },

    async dueAt(key) {
      const [row] = await engine.db.select({ dueAt: job.dueAt }).from(job).where(eq(job.key, key));
      return row?.dueAt ?? null;
    },
  };
}
