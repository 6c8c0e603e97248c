/** What the thread that adds pulls is told when it starts. */
export type PullWriterFacts = {
  path: string;
  /** Adds one pull, or changes none. */
  statement: string;
};

/** A group's rows as JSON, each an array of values in the order of the statement; null: it was the last. */
export type GroupOrder = string | null;

export type GroupAnswer =
  | { kind: "durable" }
  /** The id of one of them is another pull's; none was added. */
  | { kind: "taken" }
  /** `code` is SQLite's, where the error is. */
  | { kind: "failed"; message: string; code: string | null };
