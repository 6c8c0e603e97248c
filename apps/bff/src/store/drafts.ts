import { and, desc, eq, gte, lt, type SQL } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { Draft } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { DraftStore } from "./ports/draft.ts";

export function draftStore(engine: Engine): DraftStore {
  const { tables } = engine;
  const { registryDraft } = tables;
  const ofOrganization = (organizationId: string) =>
    eq(registryDraft.organizationId, organizationId);
  const one = (organizationId: string, id: string) =>
    and(ofOrganization(organizationId), eq(registryDraft.id, id));

  return {
    list: (organizationId, keptSince) =>
      engine.snapshot((db) =>
        readDrafts(
          db,
          tables,
          and(ofOrganization(organizationId), gte(registryDraft.updatedAt, keptSince)),
        ),
      ),

    get: (organizationId, id, keptSince) =>
      engine.snapshot(async (db) => {
        const where = and(one(organizationId, id), gte(registryDraft.updatedAt, keptSince));
        const [found] = await readDrafts(db, tables, where);
        return found ?? null;
      }),

    create: ({ draft, keptSince, countMax, by, at, audit }) =>
      command(engine, async (db) => {
        const { organizationId, id } = draft;
        await db
          .delete(registryDraft)
          .where(and(ofOrganization(organizationId), lt(registryDraft.updatedAt, keptSince)));
        const others = await db
          .select({ id: registryDraft.id })
          .from(registryDraft)
          .where(ofOrganization(organizationId))
          .limit(countMax);
        if (others.length >= countMax) return { ok: false, reason: "too_many" };
        await db.insert(registryDraft).values({
          ...draft,
          version: 1,
          createdAt: at,
          createdBy: by,
          updatedAt: at,
          updatedBy: by,
        });
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, draft: await readDraft(db, tables, one(organizationId, id)) };
      }),

    update: ({ organizationId, id, version, type, answers, by, at, audit }) =>
      command(engine, async (db) => {
        const where = one(organizationId, id);
        const [found] = await db
          .select({ version: registryDraft.version })
          .from(registryDraft)
          .where(where);
        if (found === undefined) return { ok: false, reason: "not_found" };
        if (found.version !== version)
          return { ok: false, reason: "conflict", version: found.version };
        await db
          .update(registryDraft)
          .set({ type, answers, version: version + 1, updatedAt: at, updatedBy: by })
          .where(where);
        if (audit !== undefined) await appendAudit(db, tables, organizationId, audit);
        return { ok: true, draft: await readDraft(db, tables, where) };
      }),

    remove: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        if (!(await removeDraft(db, tables, organizationId, id)))
          return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}

/** Deletes a draft within a transaction; false where there is none of this id. */
export async function removeDraft(
  db: Db,
  { registryDraft }: Schema,
  organizationId: string,
  id: string | null,
): Promise<boolean> {
  if (id === null) return false;
  const removed = await db
    .delete(registryDraft)
    .where(and(eq(registryDraft.organizationId, organizationId), eq(registryDraft.id, id)))
    .returning({ id: registryDraft.id });
  return removed.length > 0;
}

async function readDraft(db: Db, tables: Schema, where: SQL | undefined): Promise<Draft> {
  const [draft] = await readDrafts(db, tables, where);
  if (draft === undefined) throw new Error("the draft vanished inside its own transaction");
  return draft;
}

async function readDrafts(
  db: Pick<Db, "select">,
  tables: Schema,
  where: SQL | undefined,
): Promise<Draft[]> {
  const { registryDraft } = tables;
  const rows = await db
    .select()
    .from(registryDraft)
    .where(where)
    .orderBy(desc(registryDraft.updatedAt), desc(registryDraft.id));
  const nameOf = await personNames(
    db,
    tables,
    rows.flatMap(({ createdBy, updatedBy }) => [createdBy, updatedBy]),
  );
  return rows.map((row) => ({
    ...row,
    createdBy: nameOf(row.createdBy),
    updatedBy: nameOf(row.updatedBy),
  }));
}
