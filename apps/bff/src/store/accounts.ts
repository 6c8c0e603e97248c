import { and, eq, gt, like, ne } from "drizzle-orm";
import type { AccountStore } from "./ports/account.ts";
import { appendAudits } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { readHash } from "./person-rows.ts";
import type { Schema } from "./schema/schema.ts";

/** How the sign-in library's table of one-time values tells these from others. */
const resetKind = "password-reset:";

export function accountStore(engine: Engine): AccountStore {
  const { tables } = engine;
  const { user, account, session, verification } = tables;
  const gone = { ok: false, reason: "not_found" } as const;
  const identifierOf = (codeHash: Buffer) => `${resetKind}${codeHash.toString("hex")}`;

  return {
    keepReset: ({ id, personId, codeHash, at, expiresAt }) =>
      engine.tx(async (db) => {
        await endResets(db, tables, personId);
        await db.insert(verification).values({
          id,
          identifier: identifierOf(codeHash),
          value: personId,
          expiresAt: new Date(expiresAt),
          createdAt: new Date(at),
          updatedAt: new Date(at),
        });
      }),

    async findByReset(codeHash, now) {
      const [found] = await engine.db
        .select({ id: user.id, name: user.name, email: user.email })
        .from(verification)
        .innerJoin(user, eq(user.id, verification.value))
        .where(
          and(
            eq(verification.identifier, identifierOf(codeHash)),
            gt(verification.expiresAt, new Date(now)),
          ),
        );
      return found ?? null;
    },

    setPassword: ({
      personId,
      passwordHash,
      accountId,
      codeHash,
      replaces,
      keepSession,
      at,
      audit,
    }) =>
      command(engine, async (db) => {
        if (codeHash !== null) {
          const used = await db
            .delete(verification)
            .where(
              and(
                eq(verification.identifier, identifierOf(codeHash)),
                eq(verification.value, personId),
                gt(verification.expiresAt, new Date(at)),
              ),
            )
            .returning({ id: verification.id });
          if (used.length === 0) return gone;
        }
        if (replaces !== null && replaces !== (await readHash(db, tables, personId))) return gone;
        if (keepSession !== null) {
          const kept = await db
            .select({ id: session.id })
            .from(session)
            .where(and(eq(session.id, keepSession), eq(session.userId, personId)));
          if (kept.length === 0) return gone;
        }
        await endResets(db, tables, personId);
        const written = await db
          .update(account)
          .set({ password: passwordHash, updatedAt: new Date(at) })
          .where(and(eq(account.userId, personId), eq(account.providerId, "credential")))
          .returning({ id: account.id });
        if (written.length === 0) {
          await db.insert(account).values({
            id: accountId,
            accountId: personId,
            providerId: "credential",
            userId: personId,
            password: passwordHash,
            createdAt: new Date(at),
            updatedAt: new Date(at),
          });
        }
        const ended = await db
          .delete(session)
          .where(
            and(
              eq(session.userId, personId),
              keepSession === null ? undefined : ne(session.id, keepSession),
            ),
          )
          .returning({ id: session.id });
        await appendAudits(db, tables, audit);
        return { ok: true, sessionsEnded: ended.length };
      }),
  };
}

async function endResets(db: Db, { verification }: Schema, personId: string): Promise<void> {
  await db
    .delete(verification)
    .where(and(eq(verification.value, personId), like(verification.identifier, `${resetKind}%`)));
}
