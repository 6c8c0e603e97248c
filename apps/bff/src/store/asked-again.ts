import { getTableColumns } from "drizzle-orm";
import type { Schema } from "./schema/schema.ts";

type PullTable = Schema["pull"];

/** What the first asking settled: when it was, and who asked for what. */
const settled: ReadonlySet<string> = new Set([
  "organizationId",
  "id",
  "at",
  "image",
  "carrier",
  "workerTokenId",
  "workerTokenName",
]);

/** The columns that are decided anew when a worker asks for the same pull again, by their keys and names. */
export function decidedAnew(pull: PullTable): [string, string][] {
  return Object.entries(getTableColumns(pull))
    .filter(([key]) => !settled.has(key))
    .map(([key, { name }]) => [key, name]);
}

/** The condition under which a pull that is there already is the one that is asked for again. */
export const isAskedAgain = `"pull"."status" in ('started', 'refused')${[
  "image",
  "carrier",
  "worker_token_id",
]
  .map((name) => ` and "pull"."${name}" = excluded."${name}"`)
  .join("")}`;
