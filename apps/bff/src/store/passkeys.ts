import { and, count, eq, gt, isNull, lte } from "drizzle-orm";
import { appendAudits } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import type { ChallengeUse, PasskeyStore } from "./ports/passkey.ts";
import { dropCodesWithLastFactor, hasFactor, writeCodes } from "./second-factors.ts";

export function passkeyStore(engine: Engine): PasskeyStore {
  const { tables } = engine;
  const { passkey, passkeyChallenge } = tables;
  const one = (personId: string, id: string) =>
    and(eq(passkey.personId, personId), eq(passkey.id, id));
  const missing = { ok: false, reason: "not_found" } as const;
  const goodFor = ({ personId, purpose, sessionId }: ChallengeUse) =>
    and(
      eq(passkeyChallenge.personId, personId),
      eq(passkeyChallenge.purpose, purpose),
      sessionId === null
        ? isNull(passkeyChallenge.sessionId)
        : eq(passkeyChallenge.sessionId, sessionId),
    );

  return {
    keepChallenge: ({ at, ...row }) =>
      engine.tx(async (db) => {
        await db.delete(passkeyChallenge).where(lte(passkeyChallenge.until, at));
        await db.insert(passkeyChallenge).values(row);
      }),

    takeChallenge: ({ challenge, at, ...use }) =>
      engine.tx(async (db) => {
        const taken = await db
          .delete(passkeyChallenge)
          .where(
            and(
              eq(passkeyChallenge.challenge, challenge),
              gt(passkeyChallenge.until, at),
              goodFor(use),
            ),
          )
          .returning({ challenge: passkeyChallenge.challenge });
        return taken.length > 0;
      }),

    add: ({ passkey: row, max, codeHashes, audit }) =>
      command(engine, async (db) => {
        const { personId } = row;
        const [standing] = await db
          .select({ passkeys: count() })
          .from(passkey)
          .where(eq(passkey.personId, personId));
        if ((standing?.passkeys ?? 0) >= max) return { ok: false, reason: "too_many" };
        const first = !(await hasFactor(db, tables, personId));
        const added = await db
          .insert(passkey)
          .values(row)
          .onConflictDoNothing({ target: passkey.credentialId })
          .returning({ id: passkey.id });
        if (added.length === 0) return { ok: false, reason: "taken" };
        if (first) await writeCodes(db, tables, personId, codeHashes);
        await appendAudits(db, tables, audit);
        return { ok: true, first };
      }),

    rename: ({ personId, id, name, audit }) =>
      command(engine, async (db) => {
        const renamed = await db
          .update(passkey)
          .set({ name })
          .where(one(personId, id))
          .returning({ id: passkey.id });
        if (renamed.length === 0) return missing;
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),

    remove: ({ personId, id, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(passkey)
          .where(one(personId, id))
          .returning({ id: passkey.id });
        if (removed.length === 0) return missing;
        await dropCodesWithLastFactor(db, tables, personId);
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),

    use: ({ personId, id, signCount, synced, at, refusal }) =>
      engine.tx(async (db) => {
        const [row] = await db
          .select({ signCount: passkey.signCount })
          .from(passkey)
          .where(one(personId, id));
        if (row === undefined) return missing;
        if (signCount <= row.signCount && (signCount > 0 || row.signCount > 0)) {
          await appendAudits(db, tables, refusal);
          return { ok: false, reason: "count_went_back" };
        }
        await db
          .update(passkey)
          .set({ signCount, synced, lastUsedAt: at })
          .where(one(personId, id));
        return { ok: true };
      }),
  };
}
