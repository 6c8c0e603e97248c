import { getTableColumns, getTableName } from "drizzle-orm";
import type { PullRow } from "../engine.ts";
import type { Handle } from "./open.ts";
import { schema } from "./schema.ts";

/** Inserts through one prepared statement: the builder's own work costs more than the insert. */
export function createPullInsert(writer: Handle): (rows: readonly PullRow[]) => void {
  const columns = Object.entries(getTableColumns(schema.pull));
  const names = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const places = columns.map(() => "?").join(", ");
  const table = getTableName(schema.pull);
  const statement = writer.prepare(`insert into "${table}" (${names}) values (${places})`);
  return (rows) => {
    for (const row of rows as readonly Record<string, unknown>[]) {
      const values = columns.map(([key, column]) => {
        const value = row[key] ?? null;
        return value === null ? null : column.mapToDriverValue(value);
      });
      statement.run(values);
    }
  };
}
