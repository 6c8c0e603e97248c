import { and, eq, type InferSelectModel } from "drizzle-orm";
import { ahead, formatCursor, newestFirst, positionOf } from "./cursor.ts";
import { command, type Engine } from "./engine.ts";
import { pullCondition } from "./pull-filter.ts";
import { addImageCounts } from "./add-image-counts.ts";
import { pullQueue } from "./pull-queue.ts";
import { countByTime } from "./pull-counts.ts";
import { pullPage } from "./pull-list.ts";
import { pullRetention } from "./pull-retention.ts";
import { slicesOf } from "./pull-slices.ts";
import { imagesServed } from "./pull-images-served.ts";
import { projectsOf } from "./pull-projects.ts";
import { recentImages, usage } from "./pull-usage.ts";
import type { Pull } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { PullStore } from "./ports/pull.ts";

/** So many pulls say what is usual or new: what lies behind them no longer does. */
const recentRows = 25_000;

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
        await addImageCounts(db, tables, [
          { pull: { ...changed, status: row.status }, by: -1 },
          { pull: changed, by: 1 },
        ]);
        return { ok: true, pull: toPull(changed) };
      }),

    async get(organizationId, id) {
      const [row] = await engine.db.select().from(pull).where(one(organizationId, id));
      return row === undefined ? null : toPull(row);
    },

    async durationsOf(organizationId, { imageName, before, limit }) {
      const filter = { imageName, status: "succeeded", to: before } as const;
      const durations: (number | null)[] = [];
      for await (const { from, to, rows } of slicesOf(engine.db, tables, organizationId, filter)) {
        const found = await engine.db
          .select({ durationMs: pull.durationMs })
          .from(pull)
          .where(pullCondition(engine.db, tables, organizationId, { ...filter, from, to }))
          .orderBy(...newestFirst(pull))
          .limit(limit - durations.length);
        durations.push(...found.map(({ durationMs }) => durationMs));
        if (durations.length >= limit || rows >= recentRows) break;
      }
      return durations.filter((one) => one !== null);
    },

    async list(organizationId, query) {
      const page = await pullPage(engine.db, tables, organizationId, query);
      const [first] = page.rows;
      return {
        ...page,
        rows: page.rows.map(toPull),
        head: query.upTo ?? (first === undefined ? null : formatCursor(first)),
      };
    },

    async countNewer(organizationId, filter, { head, max }) {
      const inFront = ahead(head, pull);
      const from = positionOf(head)?.at;
      if (inFront === null || from === undefined) return 0;
      const newer = { ...filter, from: Math.max(from, filter.from ?? 0) };
      let count = 0;
      for await (const slice of slicesOf(engine.db, tables, organizationId, newer)) {
        const found = await engine.db
          .select({ id: pull.id })
          .from(pull)
          .where(
            and(
              pullCondition(engine.db, tables, organizationId, {
                ...newer,
                from: slice.from,
                to: slice.to,
              }),
              inFront,
            ),
          )
          .limit(max - count);
        count += found.length;
        if (count >= max || slice.rows >= recentRows) break;
      }
      return count;
    },

    ...pullRetention(engine),
    countByTime: (organizationId, filter, unit) =>
      countByTime(engine.db, tables, { organizationId, filter, unit }),
    projectsOf: (organizationId, query) => projectsOf(engine.db, tables, organizationId, query),
    recentImages: (organizationId, query) => recentImages(engine.db, tables, organizationId, query),
    imagesServed: (organizationId, query) => imagesServed(engine.db, tables, organizationId, query),
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
