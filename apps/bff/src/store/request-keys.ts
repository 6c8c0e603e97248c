import { and, eq, gt, inArray, lte } from "drizzle-orm";
import type { Db, Engine } from "./engine.ts";
import type { RequestKeyStore } from "./ports/request-key.ts";
import type { AuditEntry, RequestKey } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

const keptMs = 24 * 3_600_000;

/** Another request has done something under this key; what is thrown undoes whatever was begun now. */
export class RequestKeyTaken extends Error {
  override readonly name = "RequestKeyTaken";
}

export function requestKeyStore(engine: Engine): RequestKeyStore {
  const { requestKey } = engine.tables;
  const one = (organizationId: string, actorId: string, key: string) =>
    and(
      eq(requestKey.organizationId, organizationId),
      eq(requestKey.actorId, actorId),
      eq(requestKey.key, key),
    );

  return {
    async find(organizationId, { actorId, key }, now) {
      const [row] = await engine.db
        .select()
        .from(requestKey)
        .where(and(one(organizationId, actorId, key), gt(requestKey.at, now - keptMs)));
      if (row === undefined) return null;
      const { fingerprint, status, answer } = row;
      const kept = status === null || answer === null ? null : { status, body: answer };
      return { fingerprint, answer: kept };
    },

    keepAnswer: ({ organizationId, actorId, key, requestId, status, body }) =>
      engine.append(async (db) => {
        await db
          .update(requestKey)
          .set({ status, answer: body })
          .where(and(one(organizationId, actorId, key), eq(requestKey.requestId, requestId)));
      }),

    prune: ({ now, limit }) =>
      engine.tx(async (db) => {
        const old = await db
          .select({ at: requestKey.at, requestId: requestKey.requestId })
          .from(requestKey)
          .where(lte(requestKey.at, now - keptMs))
          .limit(limit);
        if (old.length === 0) return 0;
        const gone = await db
          .delete(requestKey)
          .where(
            and(
              lte(requestKey.at, now - keptMs),
              inArray(
                requestKey.requestId,
                old.map((row) => row.requestId),
              ),
            ),
          )
          .returning({ key: requestKey.key });
        return gone.length;
      }),
  };
}

/**
 * Takes a request's key within the transaction of what the request does: whoever comes second finds it
 * taken, however close behind. One request may take its own key as often as it writes something.
 */
export async function claimRequestKey(
  db: Db,
  { requestKey }: Schema,
  organizationId: string,
  { actorId, key, fingerprint }: RequestKey,
  { requestId, at }: Pick<AuditEntry, "requestId" | "at">,
): Promise<void> {
  const fresh = { fingerprint, requestId, at, status: null, answer: null };
  const claimed = await db
    .insert(requestKey)
    .values({ organizationId, actorId, key, ...fresh })
    .onConflictDoUpdate({
      target: [requestKey.organizationId, requestKey.actorId, requestKey.key],
      set: fresh,
      setWhere: lte(requestKey.at, at - keptMs),
    })
    .returning({ key: requestKey.key });
  if (claimed.length > 0) return;
  const [holder] = await db
    .select({ requestId: requestKey.requestId })
    .from(requestKey)
    .where(
      and(
        eq(requestKey.organizationId, organizationId),
        eq(requestKey.actorId, actorId),
        eq(requestKey.key, key),
      ),
    );
  if (holder?.requestId !== requestId) throw new RequestKeyTaken();
}
