import { and, desc, eq, inArray, max, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { eachDay, lastDays } from "./pull-image-days.ts";
import type { ProjectUse } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

type Reader = Pick<Db, "select">;

export async function projectsOf(
  db: Reader,
  tables: Schema,
  organizationId: string,
  query: { registryId: string; days: number; now: number; limit: number },
): Promise<ProjectUse[]> {
  const { pullImageDay } = tables;
  const { started, succeeded, failed, refused, projectId, lastAt } = pullImageDay;
  const uses = new Map<string, Omit<ProjectUse, "project">>();
  const days = eachDay(db, tables, { organizationId, days: lastDays(query) }, (ofDay) =>
    db
      .select({
        id: projectId,
        pulls: sql`sum(${started} + ${succeeded} + ${failed} + ${refused})`.mapWith(Number),
        failed: sql`sum(${failed} + ${refused})`.mapWith(Number),
        lastPullAt: max(lastAt),
      })
      .from(pullImageDay)
      .where(and(ofDay, eq(pullImageDay.registryId, query.registryId)))
      .groupBy(projectId),
  );
  for await (const { rows } of days) {
    for (const row of rows) {
      if (row.pulls === 0) continue;
      const known = uses.get(row.id) ?? { pulls: 0, failed: 0, lastPullAt: 0 };
      uses.set(row.id, {
        pulls: known.pulls + row.pulls,
        failed: known.failed + row.failed,
        lastPullAt: Math.max(known.lastPullAt, row.lastPullAt ?? 0),
      });
    }
  }
  const most = [...uses]
    .toSorted(([, one], [, other]) => {
      return other.pulls - one.pulls || other.lastPullAt - one.lastPullAt;
    })
    .slice(0, query.limit);
  const names = await projectNames(
    db,
    tables,
    organizationId,
    most.map(([id]) => id).filter((id) => id !== ""),
  );
  return most.map(([id, use]) => ({ ...use, project: names.get(id) ?? null }));
}

/** What projects are called; one that is gone is called what its last pull was recorded under. */
export async function projectNames(
  db: Reader,
  { pull, project }: Schema,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, NonNullable<ProjectUse["project"]>>> {
  if (ids.length === 0) return new Map();
  const there = await db
    .select({ id: project.id, name: project.name, ownerKind: project.ownerKind })
    .from(project)
    .where(and(eq(project.organizationId, organizationId), inArray(project.id, [...ids])));
  const named = new Map(there.map((row) => [row.id, row]));
  for (const id of ids) {
    if (named.has(id)) continue;
    const [last] = await db
      .select({ name: pull.projectName, ownerKind: pull.projectOwnerKind })
      .from(pull)
      .where(and(eq(pull.organizationId, organizationId), eq(pull.projectId, id)))
      .orderBy(desc(pull.at))
      .limit(1);
    named.set(id, { id, name: last?.name ?? "", ownerKind: last?.ownerKind ?? "organization" });
  }
  return named;
}
