import { and, eq, isNull, lt, or } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import type { WorkerTokenStore } from "./ports/worker-token.ts";
import type { Schema } from "./schema/schema.ts";

/** The end of a machine's token and the note of its last use: the same for every kind of token. */
export function machineTokenLife(
  engine: Engine,
  table: Schema["workerToken"] | Schema["apiToken"],
): Pick<WorkerTokenStore, "revoke" | "touch"> {
  const one = (organizationId: string, id: string) =>
    and(eq(table.organizationId, organizationId), eq(table.id, id));
  return {
    revoke: ({ organizationId, id, at, audit }) =>
      command(engine, async (db) => {
        const revoked = await db
          .update(table)
          .set({ revokedAt: at })
          .where(and(one(organizationId, id), isNull(table.revokedAt)))
          .returning({ id: table.id });
        if (revoked.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, engine.tables, organizationId, audit);
        return { ok: true };
      }),

    touch: (organizationId, id, at) =>
      engine.append(async (db) => {
        await db
          .update(table)
          .set({ lastUsedAt: at })
          .where(
            and(one(organizationId, id), or(isNull(table.lastUsedAt), lt(table.lastUsedAt, at))),
          );
      }),
  };
}
