import { and, asc, count, desc, eq, gte, inArray, max, min, ne, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { groupBy } from "./group-by.ts";
import { dayMs } from "./pull-tally.ts";
import type { UsageQuery } from "./ports/pull.ts";
import type { RecentImage, Usage } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

export async function recentImages(
  db: Pick<Db, "select" | "selectDistinct">,
  { pull }: Schema,
  organizationId: string,
  { days, now, limit }: { days: number; now: number; limit: number },
): Promise<{ images: RecentImage[]; daysRecorded: number }> {
  const recent = and(
    eq(pull.organizationId, organizationId),
    gte(pull.at, now - days * dayMs),
    ne(pull.outcome, "refused"),
  );
  const pulls = count();
  const rows = await db
    .select({ image: pull.imageName, pulls })
    .from(pull)
    .where(and(recent, sql`${pull.imageName} is not null`))
    .groupBy(pull.imageName)
    .orderBy(desc(pulls), asc(pull.imageName))
    .limit(limit);
  const images = rows.flatMap((row) => (row.image === null ? [] : [{ ...row, image: row.image }]));
  const projects = await projectsByImage();
  return {
    images: images.map((row) => ({ ...row, projects: projects.get(row.image) ?? [] })),
    daysRecorded: await daysRecorded(),
  };

  async function projectsByImage(): Promise<Map<string | null, string[]>> {
    if (images.length === 0) return new Map();
    const pairs = await db
      .selectDistinct({ image: pull.imageName, name: pull.projectName })
      .from(pull)
      .where(
        and(
          recent,
          inArray(
            pull.imageName,
            images.map((row) => row.image),
          ),
          sql`${pull.projectName} is not null`,
        ),
      )
      .orderBy(asc(pull.projectName));
    const grouped = groupBy(pairs, (pair) => pair.image);
    return new Map(
      [...grouped].map(([image, group]) => [
        image,
        group.flatMap(({ name }) => (name === null ? [] : [name])),
      ]),
    );
  }

  async function daysRecorded(): Promise<number> {
    const [first] = await db
      .select({ at: min(pull.at) })
      .from(pull)
      .where(eq(pull.organizationId, organizationId));
    if (first === undefined || first.at === null) return 0;
    return Math.min(days, Math.max(1, Math.ceil((now - first.at) / dayMs)));
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
