import { and, eq } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import type { Db } from "./engine.ts";
import type { WorkerToken } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { NotFound, Ok, Refused } from "./ports/outcome.ts";
import type { NewWorkerToken, WorkerTokenStore } from "./ports/worker-token.ts";
import { insertToken, readBack, readTokens } from "./worker-token-rows.ts";

type Rotation = Parameters<WorkerTokenStore["rotate"]>[0];
type Rotated =
  | Ok<{ token: WorkerToken }>
  | NotFound
  | Refused<"not_active" | "already_rotated" | "older_active">;

/** Makes the successor and sets the end of the older one, inside one transaction. */
export async function rotate(db: Db, tables: Schema, input: Rotation): Promise<Rotated> {
  const { organizationId, id, olderEndsAt, token, audit } = input;
  const { workerToken } = tables;
  const now = token.createdAt;
  const one = (of: string) =>
    and(eq(workerToken.organizationId, organizationId), eq(workerToken.id, of));
  const find = async (of: string | null) =>
    of === null ? undefined : (await readTokens(db, tables, one(of)))[0];

  const older = await find(id);
  if (older === undefined) return { ok: false, reason: "not_found" };
  if (!works(older, now)) return { ok: false, reason: "not_active" };
  const successor = await find(older.rotatedTo);
  if (successor !== undefined && isAhead(successor, now)) {
    return { ok: false, reason: "already_rotated" };
  }
  const before = await find(older.rotatedFrom);
  if (before !== undefined && works(before, now)) return { ok: false, reason: "older_active" };

  await insertSuccessor(db, tables, id, token);
  await db
    .update(workerToken)
    .set(
      olderEndsAt <= now
        ? { revokedAt: now }
        : { expiresAt: Math.min(older.expiresAt, olderEndsAt) },
    )
    .where(one(id));
  await appendAudit(db, tables, organizationId, audit);
  return { ok: true, token: await readBack(db, tables, organizationId, token.id) };
}

async function insertSuccessor(
  db: Db,
  tables: Schema,
  olderId: string,
  token: NewWorkerToken,
): Promise<void> {
  const { workerToken } = tables;
  const [row] = await db
    .select()
    .from(workerToken)
    .where(and(eq(workerToken.organizationId, token.organizationId), eq(workerToken.id, olderId)));
  if (row === undefined) throw new Error("the token vanished inside its own transaction");
  const { name, projectKind, projectId, scope } = row;
  await insertToken(db, tables, token, {
    name,
    projectKind,
    projectId,
    scope,
    rotatedFrom: olderId,
  });
}

function works(token: WorkerToken, now: number): boolean {
  return token.revokedAt === null && token.expiresAt > now && !isUndelivered(token);
}

/** Works, or may still be fetched. A successor that nobody can fetch any more takes no place. */
function isAhead(token: WorkerToken, now: number): boolean {
  if (token.revokedAt !== null || token.expiresAt <= now) return false;
  return !isUndelivered(token) || (token.link !== null && token.link.expiresAt > now);
}

function isUndelivered({ link }: WorkerToken): boolean {
  return link !== null && link.openedAt === null;
}
