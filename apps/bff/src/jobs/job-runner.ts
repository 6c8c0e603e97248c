import type { Logger } from "../log.ts";
import { inSpan } from "../tracing.ts";
import type { DueJob } from "../store/rows.ts";
import type { JobStore } from "../store/ports/job.ts";

/** When a job is to run again; null ends it. `failures` counts bad turns in a row, 0 where left out. */
export type NextTurn = { dueAt: number | null; failures?: number | undefined };

/** What is done with the jobs of one kind. A turn that throws is tried again later. */
export type JobHandler = {
  kind: string;
  /** The kind has one job, made at the start, that is due this many milliseconds later. */
  standing?: { firstAfterMs: number } | undefined;
  run(job: DueJob, signal: AbortSignal): Promise<NextTurn>;
};

export type JobRunner = {
  /** Looks for due jobs from now on. */
  start(): Promise<void>;
  /** Looks at once instead of at the next round. */
  wake(): void;
  /** Runs what is due until nothing is. Gives the number of turns. */
  runDue(): Promise<number>;
  /** Takes nothing new, ends what runs, gives it back, and resolves once nothing runs any more. */
  stop(): Promise<void>;
};

export type JobRunnerOptions = {
  jobs: JobStore;
  handlers: readonly JobHandler[];
  log: Logger;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** A word that no other server uses. */
  server: string;
  concurrency?: number | undefined;
  pollMs?: number | undefined;
  leaseMs?: number | undefined;
};

const backoffMs = { first: 10_000, max: 3_600_000 };

/**
 * Runs jobs from the database, a few at a time. A job is held under a lease that is prolonged while it
 * runs: with several servers each turn happens on one of them, and the turn of a server that died comes
 * round again once its lease has ended.
 */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { jobs, log, clock, server, concurrency = 8, pollMs = 1_000, leaseMs = 60_000 } = options;
  const handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let batch = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<number> | null = null;

  const claim = async (): Promise<number> => {
    const limit = concurrency - running.size;
    if (limit <= 0 || stopping.signal.aborted) return 0;
    batch += 1;
    const lease = `${server}/${batch}`;
    const kinds = [...handlers.keys()];
    const due = await jobs.claim({ now: clock(), leaseMs, lease, kinds, limit });
    for (const job of due) {
      const turn = runOne(job, lease);
      running.add(turn);
      void turn.finally(() => {
        running.delete(turn);
        if (timer !== undefined) look();
      });
    }
    return due.length;
  };

  const look = (): void => {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(look, pollMs);
    if (looking !== null) return;
    looking = claim();
    looking
      .catch((err: unknown) => log.error({ err, step: "look for jobs" }, "no look for jobs"))
      .finally(() => {
        looking = null;
      });
  };

  const runOne = async (job: DueJob, lease: string): Promise<void> => {
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    const renewal = setInterval(() => {
      void renew(job, lease, lost);
    }, leaseMs / 3);
    try {
      const next = await turnOf(job, signal);
      if (lost.signal.aborted) return;
      const { dueAt, failures = 0 } = next;
      await jobs.settle({ key: job.key, lease, dueAt, failures });
    } catch (err) {
      log.error({ err, step: job.kind }, "a job could not be given back");
    } finally {
      clearInterval(renewal);
    }
  };

  const renew = async (job: DueJob, lease: string, lost: AbortController): Promise<void> => {
    try {
      const until = clock() + leaseMs;
      if (!(await jobs.renew({ key: job.key, lease, until }))) lost.abort();
    } catch (err) {
      log.error({ err, step: job.kind }, "a lease could not be renewed");
    }
  };

  const turnOf = async (job: DueJob, signal: AbortSignal): Promise<NextTurn> => {
    try {
      const handler = handlers.get(job.kind);
      if (handler === undefined) throw new Error(`nothing handles ${job.kind}`);
      return await inSpan("job", { "berth.job.kind": job.kind }, () => handler.run(job, signal));
    } catch (err) {
      // Its turn goes to another server, or comes after the next start.
      if (stopping.signal.aborted) return { dueAt: job.dueAt, failures: job.failures };
      log.error({ err, step: job.kind }, "a job failed");
      const failures = job.failures + 1;
      const wait = Math.min(backoffMs.max, backoffMs.first * 2 ** Math.min(job.failures, 20));
      return { dueAt: clock() + wait, failures };
    }
  };

  const standing = async (): Promise<void> => {
    await jobs.ensure(
      options.handlers.flatMap(({ kind, standing: wanted }) =>
        wanted === undefined
          ? []
          : [{ key: kind, kind, payload: {}, dueAt: clock() + wanted.firstAfterMs }],
      ),
    );
  };

  return {
    async start() {
      await standing();
      look();
    },
    wake() {
      if (timer !== undefined) look();
    },
    async runDue() {
      await standing();
      let turns = 0;
      for (;;) {
        const taken = await claim();
        if (taken === 0 && running.size === 0) return turns;
        turns += taken;
        await Promise.all(running);
      }
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await looking?.catch(() => 0);
      await Promise.all(running);
    },
  };
}
