import { and, eq, inArray, max, ne, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { countedDays, eachDay, lastDays } from "./pull-image-days.ts";
import { projectNames } from "./pull-projects.ts";
import { dayMs } from "./pull-tally.ts";
import type { UsageQuery } from "./ports/pull.ts";
import type { RecentImage, Usage } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

export async function recentImages(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  query: { days: number; now: number; limit: number },
): Promise<{ images: RecentImage[]; daysRecorded: number }> {
  const { pullImageDay } = tables;
  const { imageName, projectId, started, succeeded, failed } = pullImageDay;
  const pulls = sql`sum(${started} + ${succeeded} + ${failed})`.mapWith(Number);
  const found = new Map<string, { pulls: number; projectIds: Set<string> }>();
  const days = eachDay(db, tables, { organizationId, days: lastDays(query) }, (ofDay) =>
    db
      .select({ image: imageName, projectId, pulls })
      .from(pullImageDay)
      .where(and(ofDay, ne(imageName, "")))
      .groupBy(imageName, projectId),
  );
  for await (const { rows } of days) {
    for (const row of rows) {
      if (row.pulls === 0) continue;
      const known = found.get(row.image) ?? { pulls: 0, projectIds: new Set() };
      known.pulls += row.pulls;
      if (row.projectId !== "") known.projectIds.add(row.projectId);
      found.set(row.image, known);
    }
  }
  const most = [...found]
    .toSorted(([oneName, one], [otherName, other]) => {
      return other.pulls - one.pulls || (oneName < otherName ? -1 : 1);
    })
    .slice(0, query.limit);
  const ids = new Set(most.flatMap(([, { projectIds }]) => [...projectIds]));
  const names = await projectNames(db, tables, organizationId, [...ids]);
  return {
    images: most.map(([image, { pulls, projectIds }]) => ({
      image,
      pulls,
      projects: [
        ...new Set([...projectIds].map((id) => names.get(id)?.name ?? "").filter(Boolean)),
      ].toSorted((one, other) => (one < other ? -1 : 1)),
    })),
    daysRecorded: await daysRecorded(),
  };

  async function daysRecorded(): Promise<number> {
    const counted = await countedDays(db, tables, organizationId);
    if (counted === null) return 0;
    const since = query.now - counted.first * dayMs;
    return Math.min(query.days, Math.max(1, Math.ceil(since / dayMs)));
  }
}

export function usage(
  db: Pick<Db, "select">,
  { pullDay }: Schema,
  organizationId: string,
  { of, ids, days, now }: UsageQuery,
): Promise<Usage[]> {
  const from = Math.floor(now / dayMs) - days + 1;
  return db
    .select({
      id: pullDay.ownerId,
      pulls: sql`sum(case when ${pullDay.day} >= ${from} then ${pullDay.pulls} else 0 end)`.mapWith(
        Number,
      ),
      lastPullAt: max(pullDay.lastAt),
    })
    .from(pullDay)
    .where(
      and(
        eq(pullDay.organizationId, organizationId),
        eq(pullDay.ownerKind, of),
        inArray(pullDay.ownerId, [...ids]),
      ),
    )
    .groupBy(pullDay.ownerId);
}
