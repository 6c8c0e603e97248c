import { and, desc, eq, inArray, type InferSelectModel, type SQL } from "drizzle-orm";
import { workerActions } from "@berth/api-contract";
import type { Db } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { NamedRef, WorkerToken, WorkerTokenScope } from "./rows.ts";
import type { StoredScope } from "./schema/projects.ts";
import type { Schema } from "./schema/schema.ts";
import type { NewWorkerToken } from "./ports/worker-token.ts";

type TokenRow = InferSelectModel<Schema["workerToken"]>;

/** Tokens with the names of what they are limited to, newest first. */
export async function readTokens(
  db: Db,
  tables: Schema,
  where: SQL | undefined,
  limit?: number,
): Promise<WorkerToken[]> {
  const { workerToken, workerTokenLink } = tables;
  const all = db
    .select({ token: workerToken, link: workerTokenLink })
    .from(workerToken)
    .leftJoin(
      workerTokenLink,
      and(
        eq(workerTokenLink.organizationId, workerToken.organizationId),
        eq(workerTokenLink.workerTokenId, workerToken.id),
      ),
    )
    .where(where)
    .orderBy(desc(workerToken.createdAt), desc(workerToken.id));
  const rows = await (limit === undefined ? all : all.limit(limit));
  const tokens = rows.map(({ token }) => token);
  const nameOf = await personNames(
    db,
    tables,
    tokens.map(({ createdBy }) => createdBy),
  );
  const projects = await namesOf(db, tables.project, tokens, (token) => [
    ...(token.projectId === null ? [] : [token.projectId]),
    ...(token.scope?.projectIds ?? []),
  ]);
  const registries = await namesOf(
    db,
    tables.registry,
    tokens,
    ({ scope }) => scope?.registryIds ?? [],
  );
  const successors = await successorsOf(db, tables, tokens);
  return rows.map(({ token, link }) => ({
    id: token.id,
    organizationId: token.organizationId,
    name: token.name,
    prefix: token.prefix,
    project:
      token.projectKind === "any"
        ? { kind: "any" }
        : {
            kind: "default",
            id: token.projectId ?? "",
            name: projects(token.organizationId, token.projectId ?? ""),
          },
    createdAt: token.createdAt,
    createdBy: nameOf(token.createdBy),
    expiresAt: token.expiresAt,
    revokedAt: token.revokedAt,
    lastUsedAt: token.lastUsedAt,
    scope: scopeOf(token.organizationId, token.scope, { registries, projects }),
    rotatedFrom: token.rotatedFrom,
    rotatedTo: successors.get(`${token.organizationId} ${token.id}`) ?? null,
    link:
      link === null
        ? null
        : {
            expiresAt: link.expiresAt,
            openedAt: link.openedAt,
            openedAgainAt: link.openedAgainAt,
          },
  }));
}

type Inherited = Pick<
  Schema["workerToken"]["$inferInsert"],
  "name" | "projectKind" | "projectId" | "scope" | "rotatedFrom"
>;

/** Writes a token and, where it has one, its link. */
export async function insertToken(
  db: Db,
  { workerToken, workerTokenLink }: Schema,
  { link, ...fields }: NewWorkerToken,
  inherited: Inherited,
): Promise<void> {
  await db.insert(workerToken).values({ ...fields, ...inherited });
  if (link === null) return;
  const { organizationId, id } = fields;
  await db.insert(workerTokenLink).values({ organizationId, workerTokenId: id, ...link });
}

export async function readBack(
  db: Db,
  tables: Schema,
  organizationId: string,
  id: string,
): Promise<WorkerToken> {
  const { workerToken } = tables;
  const where = and(eq(workerToken.organizationId, organizationId), eq(workerToken.id, id));
  const [found] = await readTokens(db, tables, where);
  if (found === undefined) throw new Error("the token vanished inside its own transaction");
  return found;
}

type NameOf = (organizationId: string, id: string) => string | null;

function scopeOf(
  organizationId: string,
  scope: StoredScope | null,
  names: { registries: NameOf; projects: NameOf },
): WorkerTokenScope {
  if (scope === null) {
    return { registries: null, projects: null, actions: [...workerActions], networks: [] };
  }
  const named = (ids: readonly string[] | null, nameOf: NameOf): NamedRef[] | null =>
    ids === null ? null : ids.map((id) => ({ id, name: nameOf(organizationId, id) }));
  return {
    registries: named(scope.registryIds, names.registries),
    projects: named(scope.projectIds, names.projects),
    actions: [...scope.actions],
    networks: [...scope.networks],
  };
}

async function namesOf(
  db: Db,
  table: Schema["project"] | Schema["registry"],
  tokens: readonly TokenRow[],
  idsOf: (token: TokenRow) => readonly string[],
): Promise<NameOf> {
  const ids = [...new Set(tokens.flatMap(idsOf))];
  const organizationIds = [...new Set(tokens.map(({ organizationId }) => organizationId))];
  if (ids.length === 0) return () => null;
  const rows = await db
    .select({ organizationId: table.organizationId, id: table.id, name: table.name })
    .from(table)
    .where(and(inArray(table.organizationId, organizationIds), inArray(table.id, ids)));
  const names = new Map(
    rows.map(({ organizationId, id, name }) => [`${organizationId} ${id}`, name]),
  );
  return (organizationId, id) => names.get(`${organizationId} ${id}`) ?? null;
}

/** The newest successor of each token that has one. */
async function successorsOf(
  db: Db,
  { workerToken }: Schema,
  tokens: readonly TokenRow[],
): Promise<Map<string, string>> {
  if (tokens.length === 0) return new Map();
  const rows = await db
    .select({
      organizationId: workerToken.organizationId,
      id: workerToken.id,
      from: workerToken.rotatedFrom,
    })
    .from(workerToken)
    .where(
      and(
        inArray(workerToken.organizationId, [
          ...new Set(tokens.map(({ organizationId }) => organizationId)),
        ]),
        inArray(
          workerToken.rotatedFrom,
          tokens.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(workerToken.createdAt, workerToken.id);
  return new Map(rows.map(({ organizationId, id, from }) => [`${organizationId} ${from}`, id]));
}
