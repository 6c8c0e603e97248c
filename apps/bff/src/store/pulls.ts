import { and, desc, eq, exists, or, sql, type InferSelectModel, type SQL } from "drizzle-orm";
import { behind, toPage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { seenByPerson } from "./project-rows.ts";
import { pullQueue } from "./pull-queue.ts";
import { recentImages, usageByProject, usageByRegistry } from "./pull-usage.ts";
import type { Pull } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { PullStore } from "./store.ts";

export function pullStore(engine: Engine): PullStore {
  const { tables } = engine;
  const { pull } = tables;
  const one = (organizationId: string, id: string) =>
    and(eq(pull.organizationId, organizationId), eq(pull.id, id));

  return {
    record: pullQueue(engine),

    report: (input) =>
      command(engine, async (db) => {
        const { organizationId, id, workerTokenId, at, ...facts } = input;
        const [row] = await db
          .select({ status: pull.status, workerTokenId: pull.workerTokenId })
          .from(pull)
          .where(one(organizationId, id));
        // Somebody else's pull looks like one that does not exist.
        if (row === undefined || row.workerTokenId !== workerTokenId) {
          return { ok: false, reason: "not_found" };
        }
        if (row.status !== "started") return { ok: false, reason: "already_finished" };
        const [changed] = await db
          .update(pull)
          .set({ ...facts, finishedAt: at })
          .where(one(organizationId, id))
          .returning();
        if (changed === undefined) throw new Error("the pull vanished inside its own transaction");
        return { ok: true, pull: toPull(changed) };
      }),

    async get(organizationId, id) {
      const [row] = await engine.db.select().from(pull).where(one(organizationId, id));
      return row === undefined ? null : toPull(row);
    },

    async list(organizationId, query) {
      const condition = behind(query.cursor, { at: pull.at, id: pull.id });
      if (condition === null) return { rows: [], next: null };
      const { status, outcome, registryId, projectId, image, seenBy, limit } = query;
      const rows = await engine.db
        .select()
        .from(pull)
        .where(
          and(
            eq(pull.organizationId, organizationId),
            status === undefined ? undefined : eq(pull.status, status),
            outcome === undefined ? undefined : eq(pull.outcome, outcome),
            registryId === undefined ? undefined : eq(pull.registryId, registryId),
            projectId === undefined ? undefined : eq(pull.projectId, projectId),
            image === undefined ? undefined : holds(pull, image),
            seenBy === undefined ? undefined : ofProjectsSeenBy(engine.db, tables, seenBy),
            condition,
          ),
        )
        .orderBy(desc(pull.at), desc(pull.id))
        .limit(limit + 1);
      const page = toPage(rows, limit, (row) => ({ at: row.at, id: row.id }));
      return { ...page, rows: page.rows.map(toPull) };
    },

    recentImages: (organizationId, query) =>
      engine.snapshot((db) => recentImages(db, tables, organizationId, query)),
    usageByRegistry: (organizationId, since) =>
      usageByRegistry(engine.db, tables, organizationId, since),
    usageByProject: (organizationId, since) =>
      usageByProject(engine.db, tables, organizationId, since),
  };
}

function holds({ image, canonical }: Schema["pull"], text: string): SQL | undefined {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`;
  return or(
    sql`lower(${image}) like ${pattern} escape '\\'`,
    sql`lower(${canonical}) like ${pattern} escape '\\'`,
  );
}

function ofProjectsSeenBy(
  db: Pick<Db, "select">,
  tables: Schema,
  personId: string,
): SQL | undefined {
  const { pull, project } = tables;
  return exists(
    db
      .select({ one: sql`1` })
      .from(project)
      .where(
        and(
          eq(project.organizationId, pull.organizationId),
          eq(project.id, pull.projectId),
          seenByPerson(db, tables, personId),
        ),
      ),
  );
}

function toPull(row: InferSelectModel<Schema["pull"]>): Pull {
  const { registryId, registryName, projectId, projectName, projectOwnerKind, ...others } = row;
  const { workerTokenId, workerTokenName, ...rest } = others;
  return {
    ...rest,
    registry: registryId === null ? null : { id: registryId, name: registryName ?? "" },
    project:
      projectId === null
        ? null
        : {
            id: projectId,
            name: projectName ?? "",
            ownerKind: projectOwnerKind ?? "organization",
          },
    workerToken: workerTokenId === null ? null : { id: workerTokenId, name: workerTokenName ?? "" },
  };
}
