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
  /** `taken`: the places of those that were left out, because their id is another pull's. */
  | { kind: "durable"; taken: number[] }
  /** `code` is SQLite's, where the error is. */
  | { kind: "failed"; message: string; code: string | null };
