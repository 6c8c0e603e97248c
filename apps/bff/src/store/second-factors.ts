import { and, count, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { appendAudits } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import type { Schema } from "./schema/schema.ts";
import type { SecondFactorStore } from "./ports/second-factor.ts";

export function secondFactorStore(engine: Engine): SecondFactorStore {
  const { tables } = engine;
  const { totp, recoveryCode } = tables;
  const active = (personId: string) =>
    and(eq(totp.personId, personId), isNotNull(totp.activeSince));
  const missing = { ok: false, reason: "not_found" } as const;

  return {
    sealedTotps: () =>
      engine.db.select({ personId: totp.personId, sealed: totp.sealed }).from(totp),

    read: (personId) =>
      engine.snapshot(async (db) => {
        const [row] = await db.select().from(totp).where(eq(totp.personId, personId));
        const [left] = await db
          .select({ codes: count() })
          .from(recoveryCode)
          .where(eq(recoveryCode.personId, personId));
        return {
          totp: row === undefined ? null : { sealed: row.sealed, active: row.activeSince !== null },
          recoveryCodesLeft: left?.codes ?? 0,
        };
      }),

    prepareTotp: ({ personId, sealed, at }) =>
      command(engine, async (db) => {
        const standing = await db.select({ id: totp.personId }).from(totp).where(active(personId));
        if (standing.length > 0) return missing;
        await db.delete(totp).where(eq(totp.personId, personId));
        await db.insert(totp).values({ personId, sealed, createdAt: at });
        return { ok: true };
      }),

    activateTotp: ({ personId, step, codeHashes, at, audit }) =>
      command(engine, async (db) => {
        const activated = await db
          .update(totp)
          .set({ activeSince: at, lastStep: step })
          .where(and(eq(totp.personId, personId), isNull(totp.activeSince)))
          .returning({ id: totp.personId });
        if (activated.length === 0) return missing;
        await writeCodes(db, tables, personId, codeHashes);
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),

    takeStep: (personId, step) =>
      engine.tx(async (db) => {
        const taken = await db
          .update(totp)
          .set({ lastStep: step })
          .where(and(active(personId), lt(totp.lastStep, step)))
          .returning({ id: totp.personId });
        return taken.length > 0;
      }),

    takeRecoveryCode: (personId, hash) =>
      engine.tx(async (db) => {
        const taken = await db
          .delete(recoveryCode)
          .where(and(eq(recoveryCode.personId, personId), eq(recoveryCode.hash, hash)))
          .returning({ id: recoveryCode.personId });
        return taken.length > 0;
      }),

    renewRecoveryCodes: ({ personId, codeHashes, audit }) =>
      command(engine, async (db) => {
        const standing = await db.select({ id: totp.personId }).from(totp).where(active(personId));
        if (standing.length === 0) return missing;
        await writeCodes(db, tables, personId, codeHashes);
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),

    removeTotp: ({ personId, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(totp)
          .where(eq(totp.personId, personId))
          .returning({ id: totp.personId });
        if (removed.length === 0) return missing;
        await writeCodes(db, tables, personId, []);
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),
  };
}

async function writeCodes(
  db: Db,
  { recoveryCode }: Schema,
  personId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await db.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  if (hashes.length === 0) return;
  await db.insert(recoveryCode).values(hashes.map((hash) => ({ personId, hash })));
}
