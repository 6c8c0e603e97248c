import { getTableColumns, getTableName } from "drizzle-orm";
import { decidedAnew, isAskedAgain } from "../asked-again.ts";
import type { NewPullRow, PullRow } from "../engine.ts";
import { schema } from "./schema.ts";

/** What comes with the report of how a pull ended; empty until then. */
const later: ReadonlySet<string> = new Set<Exclude<keyof PullRow, keyof NewPullRow>>([
  "digest",
  "durationMs",
  "bytes",
  "error",
  "finishedAt",
  "timing",
  "slow",
  "usualMs",
]);

/** The one statement that adds a pull, without the builder, whose own work costs more than the insert. */
export function pullInsert(): {
  /** Changes no row where the id is another pull's. */
  statement: string;
  /** What to bind: texts, numbers and null alone. */
  values: (row: NewPullRow) => unknown[];
} {
  const columns = Object.entries(getTableColumns(schema.pull)).filter(([key]) => !later.has(key));
  const names = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const places = columns.map(() => "?").join(", ");
  const table = getTableName(schema.pull);
  const anew = decidedAnew(schema.pull).map(([, name]) => `"${name}" = excluded."${name}"`);
  return {
    statement: `insert into "${table}" (${names}) values (${places}) on conflict ("organization_id", "id") do update set ${anew.join(", ")} where ${isAskedAgain}`,
    values: (row) =>
      columns.map(([key, column]) => {
        const value = (row as Record<string, unknown>)[key] ?? null;
        return value === null ? null : column.mapToDriverValue(value);
      }),
  };
}
