import { or, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * Whether one of the columns holds a text, in any case. What means something in a pattern means itself.
 * SQLite knows the case of ASCII letters only, so that other letters are also looked for as they were typed.
 */
export function contains(columns: readonly PgColumn[], text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return or(
    ...columns.flatMap((column) => [
      sql`lower(${column}) like ${pattern.toLowerCase()} escape '\\'`,
      sql`${column} like ${pattern} escape '\\'`,
    ]),
  );
}
