import { pullStatuses, type PullStatus } from "@berth/api-contract";
import { and, count, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { pullCondition } from "./pull-filter.ts";
import { countsCondition, eachDay, type Days } from "./pull-image-days.ts";
import { slicesOf, usualReading, type Reading } from "./pull-slices.ts";
import { dayMs } from "./pull-tally.ts";
import type { Schema } from "./schema/schema.ts";
import type { PullFilter, PullStore } from "./ports/pull.ts";

// In the text of the statement: a bound number would make a division with remainder of it.
const unitMs = { hour: sql.raw("3600000"), day: sql.raw("86400000") };

type Reader = Pick<Db, "select">;
type Unit = keyof typeof unitMs;
type Query = { organizationId: string; filter: PullFilter; unit: Unit };
type Counts = Awaited<ReturnType<PullStore["countByTime"]>>["counts"];

/** From the counts of whole days where they know what is asked for, from the pulls at both ends and where they don't. */
export async function countByTime(
  db: Reader,
  tables: Schema,
  query: Query,
  reading: Reading = usualReading,
): ReturnType<PullStore["countByTime"]> {
  const sums = new Map<string, Counts[number]>();
  const add = (rows: Counts) => {
    for (const row of rows) {
      const key = `${row.slot} ${row.status}`;
      sums.set(key, { ...row, pulls: row.pulls + (sums.get(key)?.pulls ?? 0) });
    }
  };
  const days = query.unit === "day" && isCounted(query.filter) ? wholeDays(query.filter) : null;
  if (days === null) {
    const back = await countPulls(db, tables, query, { ...reading, add });
    return { counts: [...sums.values()], back };
  }
  const { from, to } = query.filter;
  const [start, end] = [days.first * dayMs, (days.last + 1) * dayMs];
  // A day of pulls at most.
  const edge = { ...reading, max: Number.POSITIVE_INFINITY, add };
  if (from !== undefined && from < start) {
    await countPulls(db, tables, { ...query, filter: { ...query.filter, to: start } }, edge);
  }
  if (to !== undefined && to > end) {
    await countPulls(db, tables, { ...query, filter: { ...query.filter, from: end } }, edge);
  }
  await countDays(db, tables, { ...query, days, add });
  return { counts: [...sums.values()], back: null };
}

/** Whether the counts of days tell apart what a filter does. */
function isCounted(filter: PullFilter): boolean {
  const { credential, workerTokenId, image, imageName, slow, overMs } = filter;
  return (
    slow !== true &&
    [credential, workerTokenId, image, imageName, overMs].every((part) => part === undefined)
  );
}

/** The days that lie in a filter's time from end to end; null where none does. */
function wholeDays({ from, to }: PullFilter): Days | null {
  const first = from === undefined ? 0 : Math.ceil(from / dayMs);
  const last = to === undefined ? Number.MAX_SAFE_INTEGER / dayMs : Math.floor(to / dayMs) - 1;
  return last < first ? null : { first, last: Math.floor(last) };
}

async function countDays(
  db: Reader,
  tables: Schema,
  query: Query & { days: Days; add: (rows: Counts) => void },
): Promise<void> {
  const { pullImageDay } = tables;
  const { organizationId, days, add } = query;
  const { status } = query.filter;
  const statuses = pullStatuses.filter((one) => status === undefined || one === status);
  const sumOf = (of: PullStatus) => sql`coalesce(sum(${pullImageDay[of]}), 0)`.mapWith(Number);
  const sums = Object.fromEntries(statuses.map((of) => [of, sumOf(of)]));
  const asked = countsCondition(db, tables, organizationId, query.filter);
  const each = eachDay(db, tables, { organizationId, days }, (ofDay) =>
    db.select(sums).from(pullImageDay).where(and(ofDay, asked)),
  );
  for await (const { day, rows } of each) {
    for (const row of rows) {
      add(
        statuses.flatMap((of) => {
          const pulls = row[of] ?? 0;
          return pulls === 0 ? [] : [{ slot: day, status: of, pulls }];
        }),
      );
    }
  }
}

/** Counts the pulls themselves, newest first; gives from when on where `max` of them are not all. */
async function countPulls(
  db: Reader,
  tables: Schema,
  { organizationId, filter, unit }: Query,
  { add, ...reading }: Reading & { add: (rows: Counts) => void },
): Promise<number | null> {
  const { pull } = tables;
  const slot = sql<number>`${pull.at} / ${unitMs[unit]}`.mapWith(Number);
  for await (const { from, to, rows } of slicesOf(db, tables, organizationId, filter, reading)) {
    add(
      await db
        .select({ slot, status: pull.status, pulls: count() })
        .from(pull)
        .where(pullCondition(db, tables, organizationId, { ...filter, from, to }))
        .groupBy(slot, pull.status),
    );
    if (rows >= reading.max) return from === filter.from ? null : (from ?? null);
  }
  return null;
}
