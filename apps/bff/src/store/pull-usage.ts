import { and, asc, count, desc, eq, gte, inArray, min, ne, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "./engine.ts";
import { groupBy } from "./group-by.ts";
import type { RecentImage, Usage } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

const dayMs = 86_400_000;

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

export function usageByRegistry(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  since: number,
): Promise<Usage[]> {
  const { registry, pull } = tables;
  return db
    .select({ id: registry.id, ...usageOf(pull, pull.registryId, registry, since) })
    .from(registry)
    .where(eq(registry.organizationId, organizationId));
}

export function usageByProject(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  since: number,
): Promise<Usage[]> {
  const { project, pull } = tables;
  return db
    .select({ id: project.id, ...usageOf(pull, pull.projectId, project, since) })
    .from(project)
    .where(eq(project.organizationId, organizationId));
}

/** Refused pulls used nothing. Both look-ups are seeks in an index that holds all they read. */
function usageOf(
  pull: Schema["pull"],
  column: PgColumn,
  owner: { organizationId: PgColumn; id: PgColumn },
  since: number,
) {
  const used = sql`${pull} where ${pull.organizationId} = ${owner.organizationId}
    and ${column} = ${owner.id} and ${pull.outcome} <> 'refused'`;
  return {
    pulls: sql<number>`(select count(*) from ${used} and ${pull.at} >= ${since})`.mapWith(Number),
    lastPullAt: sql<number | null>`(select max(${pull.at}) from ${used})`.mapWith(numberOrNull),
  };
}

function numberOrNull(value: unknown): number | null {
  return value === null ? null : Number(value);
}
