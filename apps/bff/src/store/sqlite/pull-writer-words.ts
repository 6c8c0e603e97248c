import type { PullPlaces, PullStatements } from "./add-pulls.ts";

/** What the thread that adds pulls is told when it starts. */
export type PullWriterFacts = {
  path: string;
  statements: PullStatements;
  places: PullPlaces;
};

/** A group's rows as JSON, each an array of values in the order of the statements; null: it was the last. */
export type GroupOrder = string | null;

export type GroupAnswer =
  | { kind: "durable" }
  /** The id of one of them is another pull's; none was added. */
  | { kind: "taken" }
  /** `code` is SQLite's, where the error is. */
  | { kind: "failed"; message: string; code: string | null };
