import { getTableColumns, getTableName } from "drizzle-orm";
import { decidedAnew, isAskedAgain } from "../asked-again.ts";
import type { NewPullRow, PullRow } from "../engine.ts";
import { RequestKeyTaken } from "../request-keys.ts";
import type { Handle } from "./open.ts";
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

/** Inserts through one prepared statement: the builder's own work costs more than the insert. */
export function createPullInsert(writer: Handle): (rows: readonly NewPullRow[]) => void {
  const columns = Object.entries(getTableColumns(schema.pull)).filter(([key]) => !later.has(key));
  const names = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const places = columns.map(() => "?").join(", ");
  const table = getTableName(schema.pull);
  const anew = decidedAnew(schema.pull).map(([, name]) => `"${name}" = excluded."${name}"`);
  const statement = writer.prepare(
    `insert into "${table}" (${names}) values (${places}) on conflict ("organization_id", "id") do update set ${anew.join(", ")} where ${isAskedAgain}`,
  );
  return (rows) => {
    for (const row of rows as readonly Record<string, unknown>[]) {
      const values = columns.map(([key, column]) => {
        const value = row[key] ?? null;
        return value === null ? null : column.mapToDriverValue(value);
      });
      if (statement.run(values).changes === 0) throw new RequestKeyTaken();
    }
  };
}
