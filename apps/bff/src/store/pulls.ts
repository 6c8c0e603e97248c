import { and, desc, eq, lt, type InferSelectModel } from "drizzle-orm";
import { ahead, behind, formatCursor, notAhead, toPage } from "./cursor.ts";
import { command, type Engine } from "./engine.ts";
import { pullCondition } from "./pull-filter.ts";
import { pullQueue } from "./pull-queue.ts";
import { countByTime } from "./pull-counts.ts";
import { pullRetention } from "./pull-retention.ts";
import { imagesServed } from "./pull-images-served.ts";
import { projectsOf } from "./pull-projects.ts";
import { recentImages, usage } from "./pull-usage.ts";
import type { Pull } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { PullStore } from "./ports/pull.ts";

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

    async durationsOf(organizationId, { imageName, before, limit }) {
      const rows = await engine.db
        .select({ durationMs: pull.durationMs })
        .from(pull)
        .where(
          and(
            eq(pull.organizationId, organizationId),
            eq(pull.imageName, imageName),
            eq(pull.status, "succeeded"),
            lt(pull.at, before),
          ),
        )
        .orderBy(desc(pull.at))
        .limit(limit);
      return rows.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
    },

    async list(organizationId, query) {
      const { cursor, upTo, limit, ...filter } = query;
      const columns = { at: pull.at, id: pull.id };
      const behindCursor = behind(cursor, columns);
      const behindHead = notAhead(upTo, columns);
      if (behindCursor === null || behindHead === null) return { rows: [], next: null, head: null };
      const rows = await engine.db
        .select()
        .from(pull)
        .where(
          and(pullCondition(engine.db, tables, organizationId, filter), behindCursor, behindHead),
        )
        .orderBy(desc(pull.at), desc(pull.id))
        .limit(limit + 1);
      const page = toPage(rows, limit, (row) => ({ at: row.at, id: row.id }));
      const [first] = page.rows;
      return {
        ...page,
        rows: page.rows.map(toPull),
        head: upTo ?? (first === undefined ? null : formatCursor(first)),
      };
    },

    async countNewer(organizationId, filter, { head, max }) {
      const inFront = ahead(head, { at: pull.at, id: pull.id });
      if (inFront === null) return 0;
      const rows = await engine.db
        .select({ id: pull.id })
        .from(pull)
        .where(and(pullCondition(engine.db, tables, organizationId, filter), inFront))
        .limit(max);
      return rows.length;
    },

    ...pullRetention(engine),
    countByTime: (organizationId, filter, unit) =>
      countByTime(engine.db, tables, { organizationId, filter, unit }),
    projectsOf: (organizationId, query) => projectsOf(engine.db, tables, organizationId, query),
    recentImages: (organizationId, query) =>
      engine.snapshot((db) => recentImages(db, tables, organizationId, query)),
    imagesServed: (organizationId, query) =>
      engine.snapshot((db) => imagesServed(db, tables, organizationId, query)),
    usage: (organizationId, query) => usage(engine.db, tables, organizationId, query),
  };
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
