import { and, desc, eq, gt, gte, inArray, lte, max, min, type SQL } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { createGiveWay } from "./give-way.ts";
import type { PullFilter } from "./ports/pull.ts";
import { projectsSeenBy } from "./pull-filter.ts";
import { dayMs } from "./pull-tally.ts";
import type { Schema } from "./schema/schema.ts";

type Reader = Pick<Db, "select">;

/** Days since the epoch, both included. */
export type Days = { first: number; last: number };

/** Today and the days before it, so many in all. */
export function lastDays({ days, now }: { days: number; now: number }): Days {
  const last = Math.floor(now / dayMs);
  return { first: last - days + 1, last };
}

/** From which day to which something is counted; null where nothing is. */
export async function countedDays(
  db: Reader,
  { pullImageDay }: Schema,
  organizationId: string,
): Promise<Days | null> {
  const ours = eq(pullImageDay.organizationId, organizationId);
  // Each alone: both at once would read every row.
  const [oldest] = await db
    .select({ day: min(pullImageDay.day) })
    .from(pullImageDay)
    .where(ours);
  const [newest] = await db
    .select({ day: max(pullImageDay.day) })
    .from(pullImageDay)
    .where(ours);
  const [first, last] = [oldest?.day ?? null, newest?.day ?? null];
  return first === null || last === null ? null : { first, last };
}

/**
 * Reads what is counted of each day, newest first, and lets others in between: a day has few rows however often its
 * images were pulled.
 */
export async function* eachDay<Row>(
  db: Reader,
  tables: Schema,
  query: { organizationId: string; days: Days },
  read: (ofDay: SQL | undefined) => PromiseLike<Row[]>,
): AsyncGenerator<{ day: number; rows: Row[] }> {
  const { pullImageDay } = tables;
  const { organizationId, days } = query;
  const counted = await countedDays(db, tables, organizationId);
  if (counted === null) return;
  const giveWay = createGiveWay();
  const first = Math.max(days.first, counted.first);
  for (let day = Math.min(days.last, counted.last); day >= first; day -= 1) {
    await giveWay();
    const rows = await read(
      and(eq(pullImageDay.organizationId, organizationId), eq(pullImageDay.day, day)),
    );
    yield { day, rows };
  }
}

/** The condition for what is counted of the pulls that a filter leaves, as far as the counts tell them apart. */
export function countsCondition(
  db: Reader,
  tables: Schema,
  organizationId: string,
  filter: Pick<PullFilter, "registryId" | "projectId" | "imageName" | "seenBy">,
): SQL | undefined {
  const { pullImageDay } = tables;
  const { registryId, projectId, imageName, seenBy } = filter;
  return and(
    registryId === undefined ? undefined : eq(pullImageDay.registryId, registryId),
    projectId === undefined ? undefined : eq(pullImageDay.projectId, projectId),
    imageName === undefined ? undefined : eq(pullImageDay.imageName, imageName),
    seenBy === undefined
      ? undefined
      : inArray(pullImageDay.projectId, projectsSeenBy(db, tables, organizationId, seenBy)),
  );
}

/** The last day up to `days.last` that has pulls a filter leaves, as far as the counts tell; null where none has. */
export async function lastDayWith(
  db: Reader,
  tables: Schema,
  organizationId: string,
  filter: PullFilter,
  days: Days,
): Promise<number | null> {
  const { pullImageDay } = tables;
  const { day } = pullImageDay;
  const [found] = await db
    .select({ day })
    .from(pullImageDay)
    .where(
      and(
        eq(pullImageDay.organizationId, organizationId),
        gte(day, days.first),
        lte(day, days.last),
        countsCondition(db, tables, organizationId, filter),
        filter.status === undefined ? undefined : gt(pullImageDay[filter.status], 0),
      ),
    )
    .orderBy(desc(day))
    .limit(1);
  return found?.day ?? null;
}
