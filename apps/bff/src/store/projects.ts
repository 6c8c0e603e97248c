import { and, eq, gt, inArray, ne, or, type SQL } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { parseNameCursor, toNamePage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { nameKey } from "./name-key.ts";
import { readProject, readProjects, seenByPerson } from "./project-rows.ts";
import type { Project } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { NameTaken, PersonUnknown } from "./ports/outcome.ts";
import type { ProjectStore, ProjectWrite } from "./ports/project.ts";

export function projectStore(engine: Engine): ProjectStore {
  const { tables } = engine;
  const { project } = tables;
  const inOrganization = (organizationId: string, ...conditions: (SQL | undefined)[]) =>
    and(eq(project.organizationId, organizationId), ...conditions);

  return {
    list: (organizationId, seenBy) =>
      engine.snapshot((db) =>
        readProjects(
          db,
          tables,
          inOrganization(
            organizationId,
            seenBy === undefined ? undefined : seenByPerson(db, tables, seenBy),
          ),
        ),
      ),

    page: (organizationId, { cursor, limit, seenBy }) =>
      engine.snapshot(async (db) => {
        const after = cursor === undefined ? undefined : parseNameCursor(cursor);
        if (after === null) return { rows: [], next: null };
        const where = inOrganization(
          organizationId,
          seenBy === undefined ? undefined : seenByPerson(db, tables, seenBy),
          after === undefined ? undefined : gt(project.nameKey, after),
        );
        const rows = await readProjects(db, tables, where, limit + 1);
        return toNamePage(rows, limit, ({ name }) => nameKey(name));
      }),

    get: (organizationId, id) =>
      engine.snapshot((db) =>
        readProject(db, tables, inOrganization(organizationId, eq(project.id, id))),
      ),

    find: (organizationId, text) =>
      engine.snapshot(async (db) => {
        // PostgreSQL refuses a text with this character, and no project is called so.
        if (text.includes("\0")) return null;
        const ways = [
          eq(project.id, text),
          eq(project.externalId, text),
          eq(project.nameKey, nameKey(text)),
        ];
        for (const way of ways) {
          const found = await readProject(db, tables, inOrganization(organizationId, way));
          if (found !== null) return found;
        }
        return null;
      }),

    findByExternalId: (organizationId, externalId) =>
      engine.snapshot((db) =>
        readProject(db, tables, inOrganization(organizationId, eq(project.externalId, externalId))),
      ),

    create: ({ project: wanted, at, audit }) =>
      command(engine, async (db) => {
        const { organizationId, id, memberIds, owner, name } = wanted;
        const externalId = wanted.externalId ?? null;
        const refused =
          (await refuseNames(db, tables, organizationId, id, { name, externalId })) ??
          (await refusePeople(db, tables, organizationId, wanted));
        if (refused !== null) return refused;
        await db.insert(project).values({
          organizationId,
          id,
          externalId,
          name,
          nameKey: nameKey(name),
          ...ownerColumns(owner),
          createdAt: at,
        });
        await writeMembers(db, tables, organizationId, id, memberIds);
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, project: await readBack(db, tables, organizationId, id) };
      }),

    update: ({ organizationId, id, change, audit }) =>
      command(engine, async (db) => {
        const one = inOrganization(organizationId, eq(project.id, id));
        const [row] = await db.select().from(project).where(one);
        if (row === undefined) return { ok: false, reason: "not_found" };
        const name = change.name ?? row.name;
        const externalId = change.externalId === undefined ? row.externalId : change.externalId;
        const refused =
          (await refuseNames(db, tables, organizationId, id, { name, externalId })) ??
          (await refusePeople(db, tables, organizationId, change));
        if (refused !== null) return refused;
        await db
          .update(project)
          .set({
            name,
            nameKey: nameKey(name),
            externalId,
            ...(change.owner === undefined ? {} : ownerColumns(change.owner)),
          })
          .where(one);
        if (change.memberIds !== undefined) {
          await writeMembers(db, tables, organizationId, id, change.memberIds);
        }
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, project: await readBack(db, tables, organizationId, id) };
      }),

    remove: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(project)
          .where(inOrganization(organizationId, eq(project.id, id)))
          .returning({ id: project.id });
        if (removed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}

async function readBack(
  db: Db,
  tables: Schema,
  organizationId: string,
  id: string,
): Promise<Project> {
  const { project } = tables;
  const found = await readProject(
    db,
    tables,
    and(eq(project.organizationId, organizationId), eq(project.id, id)),
  );
  if (found === null) throw new Error("the project vanished inside its own transaction");
  return found;
}

async function refuseNames(
  db: Db,
  { project }: Schema,
  organizationId: string,
  id: string,
  { name, externalId }: { name: string; externalId: string | null },
): Promise<NameTaken | null> {
  const [holder] = await db
    .select({ id: project.id, name: project.name })
    .from(project)
    .where(
      and(
        eq(project.organizationId, organizationId),
        ne(project.id, id),
        or(
          eq(project.nameKey, nameKey(name)),
          externalId === null ? undefined : eq(project.externalId, externalId),
        ),
      ),
    );
  return holder === undefined ? null : { ok: false, reason: "name_taken", holder };
}

async function refusePeople(
  db: Db,
  { member }: Schema,
  organizationId: string,
  { owner, memberIds }: Partial<ProjectWrite>,
): Promise<PersonUnknown | null> {
  const named = [...(memberIds ?? []), ...(owner?.kind === "person" ? [owner.personId] : [])];
  if (named.length === 0) return null;
  const known = await db
    .select({ personId: member.userId })
    .from(member)
    .where(and(eq(member.organizationId, organizationId), inArray(member.userId, named)));
  const ids = new Set(known.map((row) => row.personId));
  const stranger = named.find((id) => !ids.has(id));
  return stranger === undefined
    ? null
    : { ok: false, reason: "person_unknown", personId: stranger };
}

async function writeMembers(
  db: Db,
  { projectMember }: Schema,
  organizationId: string,
  projectId: string,
  memberIds: readonly string[],
): Promise<void> {
  await db
    .delete(projectMember)
    .where(
      and(eq(projectMember.organizationId, organizationId), eq(projectMember.projectId, projectId)),
    );
  const rows = [...new Set(memberIds)].map((personId) => ({ organizationId, projectId, personId }));
  if (rows.length > 0) await db.insert(projectMember).values(rows);
}

function ownerColumns(owner: ProjectWrite["owner"]) {
  return owner.kind === "organization"
    ? { ownerKind: "organization" as const, ownerPersonId: null }
    : { ownerKind: "person" as const, ownerPersonId: owner.personId };
}
