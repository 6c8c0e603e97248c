/** Whom a job concerns; each kind of job reads its own. */
export type JobPayload = Readonly<Record<string, string>>;

/** A job whose time has come, held by whoever asked for it. */
export type DueJob = {
  key: string;
  kind: string;
  payload: JobPayload;
  dueAt: number;
  /** Failed turns in a row. */
  failures: number;
};
