import { count, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { pullCondition } from "./pull-filter.ts";
import { slicesOf } from "./pull-slices.ts";
import type { AlertStore } from "./ports/alert.ts";
import type { Schema } from "./schema/schema.ts";

/** Images that no pattern matched since a moment, most pulled first. */
export async function uncovered(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  { since, limit }: { since: number; limit: number },
): ReturnType<AlertStore["uncovered"]> {
  const { pull } = tables;
  const failed = sql`sum(case when ${pull.status} = 'failed' then 1 else 0 end)`.mapWith(Number);
  const filter = { credential: "unmatched", from: since } as const;
  // An expression, lest SQLite reads all pulls by the index of images to find them grouped.
  const name = sql<string | null>`${pull.imageName} || ''`;
  const sums = new Map<string, { image: string; pulls: number; failed: number }>();
  for await (const { from, to } of slicesOf(db, tables, organizationId, filter)) {
    const rows = await db
      .select({ image: name, pulls: count(), failed })
      .from(pull)
      .where(pullCondition(db, tables, organizationId, { ...filter, from, to }))
      .groupBy(name);
    for (const row of rows) {
      const image = row.image ?? "";
      const known = sums.get(image) ?? { image, pulls: 0, failed: 0 };
      known.pulls += row.pulls;
      known.failed += row.failed;
      sums.set(image, known);
    }
  }
  return [...sums.values()]
    .toSorted((one, other) => other.pulls - one.pulls || (one.image < other.image ? -1 : 1))
    .slice(0, limit);
}
