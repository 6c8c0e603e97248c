import { and, asc, count, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { appendAudits } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import type { Schema } from "./schema/schema.ts";
import type { SecondFactorStore } from "./ports/second-factor.ts";

export function secondFactorStore(engine: Engine): SecondFactorStore {
  const { tables } = engine;
  const { totp, recoveryCode, passkey } = tables;
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
        const passkeys = await db
          .select()
          .from(passkey)
          .where(eq(passkey.personId, personId))
          .orderBy(asc(passkey.createdAt), asc(passkey.id));
        return {
          totp: row === undefined ? null : { sealed: row.sealed, active: row.activeSince !== null },
          passkeys,
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

    activateTotp: ({ personId, sealed, step, codeHashes, at, audit }) =>
      command(engine, async (db) => {
        const first = !(await hasFactor(db, tables, personId));
        const activated = await db
          .update(totp)
          .set({ activeSince: at, lastStep: step })
          .where(
            and(eq(totp.personId, personId), isNull(totp.activeSince), eq(totp.sealed, sealed)),
          )
          .returning({ id: totp.personId });
        if (activated.length === 0) return missing;
        if (first) await writeCodes(db, tables, personId, codeHashes);
        await appendAudits(db, tables, audit);
        return { ok: true, first };
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
        if (!(await hasFactor(db, tables, personId))) return missing;
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
        await dropCodesWithLastFactor(db, tables, personId);
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),

    removeAll: ({ personId, audit }) =>
      command(engine, async (db) => {
        const apps = await db
          .delete(totp)
          .where(eq(totp.personId, personId))
          .returning({ id: totp.personId });
        const passkeys = await db
          .delete(passkey)
          .where(eq(passkey.personId, personId))
          .returning({ id: passkey.id });
        if (apps.length + passkeys.length === 0) return missing;
        await writeCodes(db, tables, personId, []);
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),
  };
}

/** Whether the sign-in asks this person for a second factor. */
export async function hasFactor(
  db: Pick<Db, "select">,
  { totp, passkey }: Schema,
  personId: string,
): Promise<boolean> {
  const apps = await db
    .select({ id: totp.personId })
    .from(totp)
    .where(and(eq(totp.personId, personId), isNotNull(totp.activeSince)));
  if (apps.length > 0) return true;
  const passkeys = await db
    .select({ id: passkey.id })
    .from(passkey)
    .where(eq(passkey.personId, personId))
    .limit(1);
  return passkeys.length > 0;
}

/** Recovery codes stand in for a second factor, and open nothing beside a password alone. */
export async function dropCodesWithLastFactor(
  db: Db,
  tables: Schema,
  personId: string,
): Promise<void> {
  if (await hasFactor(db, tables, personId)) return;
  await writeCodes(db, tables, personId, []);
}

/** In place of all before. */
export async function writeCodes(
  db: Db,
  { recoveryCode }: Schema,
  personId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await db.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  if (hashes.length === 0) return;
  await db.insert(recoveryCode).values(hashes.map((hash) => ({ personId, hash })));
}
