import { and, desc, eq, isNull, lt, or, type InferSelectModel, type SQL } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { WorkerToken } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { WorkerTokenStore } from "./store.ts";

export function workerTokenStore(engine: Engine): WorkerTokenStore {
  const { tables } = engine;
  const { workerToken, project } = tables;
  const one = (organizationId: string, id: string) =>
    and(eq(workerToken.organizationId, organizationId), eq(workerToken.id, id));

  return {
    list: (organizationId) =>
      engine.snapshot((db) =>
        readTokens(db, tables, eq(workerToken.organizationId, organizationId)),
      ),

    create: ({ token, audit }) =>
      command(engine, async (db) => {
        const { organizationId, id, project: scope, ...fields } = token;
        if (scope.kind === "default") {
          const [found] = await db
            .select({ id: project.id })
            .from(project)
            .where(and(eq(project.organizationId, organizationId), eq(project.id, scope.id)));
          if (found === undefined) return { ok: false, reason: "project_unknown" };
        }
        await db.insert(workerToken).values({
          organizationId,
          id,
          ...fields,
          projectKind: scope.kind,
          projectId: scope.kind === "default" ? scope.id : null,
        });
        await appendAudit(db, tables, organizationId, audit);
        const [created] = await readTokens(db, tables, one(organizationId, id));
        if (created === undefined) throw new Error("the token vanished inside its own transaction");
        return { ok: true, token: created };
      }),

    findByHash: (hash) =>
      engine.snapshot(async (db) => {
        const [found] = await readTokens(db, tables, eq(workerToken.hash, hash));
        return found ?? null;
      }),

    revoke: ({ organizationId, id, at, audit }) =>
      command(engine, async (db) => {
        const revoked = await db
          .update(workerToken)
          .set({ revokedAt: at })
          .where(and(one(organizationId, id), isNull(workerToken.revokedAt)))
          .returning({ id: workerToken.id });
        if (revoked.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    touch: (organizationId, id, at) =>
      engine.tx(async (db) => {
        await db
          .update(workerToken)
          .set({ lastUsedAt: at })
          .where(
            and(
              one(organizationId, id),
              or(isNull(workerToken.lastUsedAt), lt(workerToken.lastUsedAt, at)),
            ),
          );
      }),
  };
}

async function readTokens(db: Db, tables: Schema, where: SQL | undefined): Promise<WorkerToken[]> {
  const { workerToken, project } = tables;
  const rows = await db
    .select({ token: workerToken, projectName: project.name })
    .from(workerToken)
    .leftJoin(
      project,
      and(
        eq(project.organizationId, workerToken.organizationId),
        eq(project.id, workerToken.projectId),
      ),
    )
    .where(where)
    .orderBy(desc(workerToken.createdAt), desc(workerToken.id));
  const nameOf = await personNames(
    db,
    tables,
    rows.map(({ token }) => token.createdBy),
  );
  return rows.map(({ token, projectName }) => ({
    id: token.id,
    organizationId: token.organizationId,
    name: token.name,
    prefix: token.prefix,
    project: projectOf(token, projectName),
    createdAt: token.createdAt,
    createdBy: nameOf(token.createdBy),
    expiresAt: token.expiresAt,
    revokedAt: token.revokedAt,
    lastUsedAt: token.lastUsedAt,
  }));
}

function projectOf(
  { projectKind, projectId }: InferSelectModel<Schema["workerToken"]>,
  name: string | null,
): WorkerToken["project"] {
  return projectKind === "any" ? { kind: "any" } : { kind: "default", id: projectId ?? "", name };
}
