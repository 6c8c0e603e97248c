import { and, eq, inArray } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { behind, toPage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { rotate } from "./rotate-worker-token.ts";
import { machineTokenLife } from "./machine-token-life.ts";
import type { Schema } from "./schema/schema.ts";
import type { WorkerTokenStore } from "./ports/worker-token.ts";
import { insertToken, readBack, readTokens } from "./worker-token-rows.ts";

export function workerTokenStore(engine: Engine): WorkerTokenStore {
  const { tables } = engine;
  const { workerToken, workerTokenLink } = tables;
  const one = (organizationId: string, id: string) =>
    and(eq(workerToken.organizationId, organizationId), eq(workerToken.id, id));
  const linkOf = (organizationId: string, id: string) =>
    and(eq(workerTokenLink.organizationId, organizationId), eq(workerTokenLink.workerTokenId, id));

  return {
    list: (organizationId) =>
      engine.snapshot((db) =>
        readTokens(db, tables, eq(workerToken.organizationId, organizationId)),
      ),

    page: (organizationId, { cursor, limit }) =>
      engine.snapshot(async (db) => {
        const condition = behind(cursor, { at: workerToken.createdAt, id: workerToken.id });
        if (condition === null) return { rows: [], next: null };
        const where = and(eq(workerToken.organizationId, organizationId), condition);
        const rows = await readTokens(db, tables, where, limit + 1);
        return toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
      }),

    create: ({ token, audit }) =>
      command(engine, async (db) => {
        const { project, scope, name, ...fields } = token;
        const { organizationId, id } = fields;
        const projectIds = [
          ...(project.kind === "default" ? [project.id] : []),
          ...(scope.projectIds ?? []),
        ];
        const projectId = await missing(db, tables.project, organizationId, projectIds);
        if (projectId !== null) return { ok: false, reason: "project_unknown", projectId };
        const registryIds = scope.registryIds ?? [];
        const registryId = await missing(db, tables.registry, organizationId, registryIds);
        if (registryId !== null) return { ok: false, reason: "registry_unknown", registryId };
        await insertToken(db, tables, fields, {
          name,
          projectKind: project.kind,
          projectId: project.kind === "default" ? project.id : null,
          scope,
          rotatedFrom: null,
        });
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, token: await readBack(db, tables, organizationId, id) };
      }),

    rotate: (input) => command(engine, (db) => rotate(db, tables, input)),

    findByHash: (hash) =>
      engine.snapshot(async (db) => {
        const [found] = await readTokens(db, tables, eq(workerToken.hash, hash));
        return found ?? null;
      }),

    findByLink: (linkHash) =>
      engine.snapshot(async (db) => {
        const [found] = await readTokens(db, tables, eq(workerTokenLink.hash, linkHash));
        return found ?? null;
      }),

    openLink: ({ organizationId, id, secret, at, audit }) =>
      command(engine, async (db) => {
        const [row] = await db
          .select({ link: workerTokenLink, revokedAt: workerToken.revokedAt })
          .from(workerTokenLink)
          .innerJoin(workerToken, one(organizationId, id))
          .where(linkOf(organizationId, id));
        if (row === undefined) return { ok: false, reason: "not_found" };
        if (row.link.openedAt !== null) return { ok: false, reason: "already_opened" };
        if (row.link.expiresAt <= at || row.revokedAt !== null) {
          return { ok: false, reason: "ended" };
        }
        await db.update(workerTokenLink).set({ openedAt: at }).where(linkOf(organizationId, id));
        await db.update(workerToken).set(secret).where(one(organizationId, id));
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, token: await readBack(db, tables, organizationId, id) };
      }),

    noteLinkOpenedAgain: ({ organizationId, id, at, audit }) =>
      engine.tx(async (db) => {
        await db
          .update(workerTokenLink)
          .set({ openedAgainAt: at })
          .where(linkOf(organizationId, id));
        await appendAudit(db, tables, organizationId, audit);
      }),

    ...machineTokenLife(engine, workerToken),
  };
}

/** The first of the ids that is none of the organization's; null where all are. */
async function missing(
  db: Db,
  table: Schema["project"] | Schema["registry"],
  organizationId: string,
  ids: readonly string[],
): Promise<string | null> {
  if (ids.length === 0) return null;
  const rows = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.organizationId, organizationId), inArray(table.id, [...ids])));
  const known = new Set(rows.map(({ id }) => id));
  return ids.find((id) => !known.has(id)) ?? null;
}
