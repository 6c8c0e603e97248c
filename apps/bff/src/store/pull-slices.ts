import { desc } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { createGiveWay } from "./give-way.ts";
import type { PullFilter } from "./ports/pull.ts";
import { indexedCondition } from "./pull-filter.ts";
import { lastDayWith } from "./pull-image-days.ts";
import { dayMs } from "./pull-tally.ts";
import type { Schema } from "./schema/schema.ts";

/** So many rows are looked at without letting others in, and so many, about, to answer one question. */
export type Reading = { sliceRows: number; max: number };

export const usualReading: Reading = { sliceRows: 5_000, max: 250_000 };

/** From `from` on, and before `to`. `rows` is about how many have been looked at when it is done. */
export type Slice = { from: number | undefined; to: number | undefined; rows: number };

type Span = Pick<Slice, "from" | "to">;

/**
 * Cuts the pulls that have to be looked at for a filter into spans of time with few enough in each, newest first, and
 * lets others in between: one question over all of them would hold up everybody for as long as it takes.
 */
export async function* slicesOf(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  filter: PullFilter,
  { sliceRows }: Pick<Reading, "sliceRows"> = usualReading,
): AsyncGenerator<Slice> {
  const { pull } = tables;
  const giveWay = createGiveWay();
  let rows = 0;
  for await (const span of spansOf(db, tables, organizationId, filter)) {
    for (let { to } = span; ;) {
      await giveWay();
      const [edge] = await db
        .select({ at: pull.at })
        .from(pull)
        .where(indexedCondition(tables, organizationId, { ...filter, from: span.from, to }))
        .orderBy(desc(pull.at))
        .limit(1)
        .offset(sliceRows - 1);
      // The last of a span is full by half, on average.
      rows += edge === undefined ? sliceRows / 2 : sliceRows;
      yield { from: edge?.at ?? span.from, to, rows };
      if (edge === undefined) break;
      to = edge.at;
    }
  }
}

/** The days on which there are pulls to look at, newest first, where the counts of days tell; else all the time. */
async function* spansOf(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  filter: PullFilter,
): AsyncGenerator<Span> {
  const { from, to, status, seenBy } = filter;
  if (status === undefined && seenBy === undefined) {
    yield { from, to };
    return;
  }
  const first = Math.floor((from ?? 0) / dayMs);
  let last = to === undefined ? Math.floor(Number.MAX_SAFE_INTEGER / dayMs) : dayOf(to - 1);
  for (;;) {
    const day = await lastDayWith(db, tables, organizationId, filter, { first, last });
    if (day === null) return;
    const [start, end] = [day * dayMs, (day + 1) * dayMs];
    yield { from: Math.max(start, from ?? 0), to: Math.min(end, to ?? end) };
    last = day - 1;
  }
}

function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}
