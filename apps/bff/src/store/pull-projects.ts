import { and, count, desc, eq, gte, max, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import type { ProjectUse } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

export async function projectsOf(
  db: Pick<Db, "select">,
  { pull, project }: Schema,
  organizationId: string,
  { registryId, since, limit }: { registryId: string; since: number; limit: number },
): Promise<ProjectUse[]> {
  const failed = sql<number>`sum(case when ${pull.status} in ('failed', 'refused') then 1 else 0 end)`;
  const rows = await db
    .select({
      id: pull.projectId,
      // A project that is gone is called what its pulls were recorded under.
      name: sql<string | null>`coalesce(max(${project.name}), max(${pull.projectName}))`,
      ownerKind: max(pull.projectOwnerKind),
      pulls: count(),
      failed: failed.mapWith(Number),
      lastPullAt: max(pull.at),
    })
    .from(pull)
    .leftJoin(
      project,
      and(eq(project.organizationId, pull.organizationId), eq(project.id, pull.projectId)),
    )
    .where(
      and(
        eq(pull.organizationId, organizationId),
        eq(pull.registryId, registryId),
        gte(pull.at, since),
      ),
    )
    .groupBy(pull.projectId)
    .orderBy(desc(count()), desc(max(pull.at)))
    .limit(limit);
  return rows.map(({ id, name, ownerKind, lastPullAt, ...counts }) => ({
    ...counts,
    project: id === null ? null : { id, name: name ?? "", ownerKind: ownerKind ?? "organization" },
    lastPullAt: lastPullAt ?? 0,
  }));
}
