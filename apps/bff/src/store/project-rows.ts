import { and, asc, eq, exists, inArray, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { groupBy } from "./group-by.ts";
import { personNames } from "./person-names.ts";
import type { Project } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

/** The condition for projects that one person may see: their own and those that list them. */
export function seenByPerson(
  db: Pick<Db, "select">,
  { project, projectMember }: Schema,
  personId: string,
): SQL | undefined {
  const listed = db
    .select({ one: sql`1` })
    .from(projectMember)
    .where(
      and(
        eq(projectMember.organizationId, project.organizationId),
        eq(projectMember.projectId, project.id),
        eq(projectMember.personId, personId),
      ),
    );
  return or(eq(project.ownerPersonId, personId), exists(listed));
}

/** Projects with their members, by name. */
export async function readProjects(
  db: Db,
  tables: Schema,
  where: SQL | undefined,
  limit?: number,
): Promise<Project[]> {
  const { project, projectMember, user } = tables;
  const all = db.select().from(project).where(where).orderBy(asc(project.nameKey));
  const rows = await (limit === undefined ? all : all.limit(limit));
  if (rows.length === 0) return [];
  const members = await db
    .select({ projectId: projectMember.projectId, id: user.id, name: user.name })
    .from(projectMember)
    .innerJoin(user, eq(user.id, projectMember.personId))
    .where(
      and(
        eq(projectMember.organizationId, rows[0]?.organizationId ?? ""),
        inArray(
          projectMember.projectId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(asc(user.name), asc(user.id));
  const byProject = groupBy(members, (row) => row.projectId);
  const nameOf = await personNames(
    db,
    tables,
    rows.map((row) => row.ownerPersonId),
  );
  return rows.map((row) => {
    const person = nameOf(row.ownerPersonId);
    return {
      id: row.id,
      organizationId: row.organizationId,
      externalId: row.externalId,
      name: row.name,
      owner:
        row.ownerKind === "organization" || person === null
          ? { kind: "organization" }
          : { kind: "person", person },
      members: (byProject.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
      createdAt: row.createdAt,
    };
  });
}

export async function readProject(
  db: Db,
  tables: Schema,
  where: SQL | undefined,
): Promise<Project | null> {
  const [found] = await readProjects(db, tables, where);
  return found ?? null;
}
