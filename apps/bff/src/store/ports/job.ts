import type { DueJob, JobPayload } from "../rows.ts";

export type JobStore = {
  /** Adds what is not there yet; a job that is keeps its time. Gives the number added. */
  ensure(jobs: readonly NewJob[]): Promise<number>;
  /**
   * Takes jobs that are due and that nobody holds, oldest first. Each is given to one caller until its
   * lease ends, however many servers ask at the same moment.
   */
  claim(query: {
    now: number;
    leaseMs: number;
    /** A word that nobody else uses: what is held is settled under it. */
    lease: string;
    kinds: readonly string[];
    limit: number;
  }): Promise<DueJob[]>;
  /** False where the lease was lost to somebody else. */
  renew(command: { key: string; lease: string; until: number }): Promise<boolean>;
  /** Gives a job back with its next time; null ends it for good. False where the lease was lost. */
  settle(command: {
    key: string;
    lease: string;
    dueAt: number | null;
    failures: number;
  }): Promise<boolean>;
  dueAt(key: string): Promise<number | null>;
  /** How many jobs have been due since before a moment without anybody holding them. */
  late(before: number): Promise<number>;
  /** Brings a job that nobody holds forward to a moment. */
  hasten(key: string, at: number): Promise<void>;
};

export type NewJob = { key: string; kind: string; payload: JobPayload; dueAt: number };
