import { and, desc, eq, type SQL } from "drizzle-orm";
import type { ApiTokenStore } from "./ports/api-token.ts";
import { appendAudit } from "./audit.ts";
import { behind, toPage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { ApiToken } from "./rows.ts";
import { machineTokenLife } from "./machine-token-life.ts";
import type { Schema } from "./schema/schema.ts";

export function apiTokenStore(engine: Engine): ApiTokenStore {
  const { tables } = engine;
  const { apiToken } = tables;
  const one = (organizationId: string, id: string) =>
    and(eq(apiToken.organizationId, organizationId), eq(apiToken.id, id));

  return {
    list: (organizationId) =>
      engine.snapshot((db) => readTokens(db, tables, eq(apiToken.organizationId, organizationId))),

    page: (organizationId, { cursor, limit }) =>
      engine.snapshot(async (db) => {
        const condition = behind(cursor, { at: apiToken.createdAt, id: apiToken.id });
        if (condition === null) return { rows: [], next: null };
        const where = and(eq(apiToken.organizationId, organizationId), condition);
        const rows = await readTokens(db, tables, where, limit + 1);
        return toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
      }),

    create: ({ token, audit }) =>
      command(engine, async (db) => {
        const { organizationId, id } = token;
        await db.insert(apiToken).values({ ...token, scopes: [...token.scopes] });
        await appendAudit(db, tables, organizationId, audit);
        const [created] = await readTokens(db, tables, one(organizationId, id));
        if (created === undefined) throw new Error("the token vanished inside its own transaction");
        return { ok: true, token: created };
      }),

    findByHash: (hash) =>
      engine.snapshot(async (db) => {
        const [found] = await readTokens(db, tables, eq(apiToken.hash, hash));
        return found ?? null;
      }),

    ...machineTokenLife(engine, apiToken),
  };
}

async function readTokens(
  db: Db,
  tables: Schema,
  where: SQL | undefined,
  limit?: number,
): Promise<ApiToken[]> {
  const { apiToken } = tables;
  const all = db
    .select()
    .from(apiToken)
    .where(where)
    .orderBy(desc(apiToken.createdAt), desc(apiToken.id));
  const rows = await (limit === undefined ? all : all.limit(limit));
  const nameOf = await personNames(
    db,
    tables,
    rows.map((row) => row.createdBy),
  );
  return rows.map((row) => {
    const { hash: _, ...shown } = row;
    return { ...shown, createdBy: nameOf(row.createdBy) };
  });
}
