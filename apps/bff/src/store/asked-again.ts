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

/** Longer than any worker asks again because an answer was lost. Later, a key would hide that more was handed out. */
const againMsMax = 3_600_000;

/** Who was given what: where a credential has left, its record stays as it is. */
const handedOut = [
  "outcome",
  "registry_id",
  "pattern",
  "project_id",
  "canonical",
  "credential_kind",
  "scope",
];

/** The condition under which a pull that is there already is the one that is asked for again. */
export const isAskedAgain = [
  `"pull"."status" in ('started', 'refused')`,
  `excluded."at" - "pull"."at" < ${againMsMax}`,
  ...["image", "carrier", "worker_token_id"].map((name) => `"pull"."${name}" = excluded."${name}"`),
  `("pull"."outcome" <> 'credential' or (${handedOut
    .map((name) => `"pull"."${name}" is not distinct from excluded."${name}"`)
    .join(" and ")}))`,
].join(" and ");
