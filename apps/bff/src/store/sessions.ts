import { and, desc, eq, isNull, lt, ne, or } from "drizzle-orm";
import { appendAudits } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import { readHash } from "./person-rows.ts";
import type { SessionStore } from "./ports/session.ts";

export function sessionStore(engine: Engine): SessionStore {
  const { tables } = engine;
  const { session, user, member } = tables;

  const butFor = (id: string | null) => (id === null ? undefined : ne(session.id, id));

  return {
    begin: ({ token, passwordHash, at, audit }) =>
      command(engine, async (db) => {
        const times = { startedAt: at, confirmedAt: at, seenAt: at };
        const [begun] = await db
          .update(session)
          .set(times)
          .where(eq(session.token, token))
          .returning({ id: session.id, userId: session.userId });
        if (begun === undefined) return { ok: false, reason: "not_found" };
        if (passwordHash !== null && passwordHash !== (await readHash(db, tables, begun.userId))) {
          return { ok: false, reason: "not_found" };
        }
        const [person] = await db
          .select({ id: user.id, name: user.name, email: user.email })
          .from(user)
          .where(eq(user.id, begun.userId));
        if (person === undefined) return { ok: false, reason: "not_found" };
        // Somebody's next sign-in is when what is left of their earlier ones is swept away.
        await db
          .delete(session)
          .where(
            and(
              eq(session.userId, person.id),
              ne(session.id, begun.id),
              lt(session.expiresAt, new Date(at)),
            ),
          );
        await appendAudits(db, engine.tables, audit);
        return { ok: true, session: { id: begun.id, ...times }, person };
      }),

    async list(personId) {
      const rows = await engine.db
        .select({
          id: session.id,
          startedAt: session.startedAt,
          confirmedAt: session.confirmedAt,
          seenAt: session.seenAt,
          address: session.ipAddress,
          userAgent: session.userAgent,
        })
        .from(session)
        .where(eq(session.userId, personId))
        .orderBy(desc(session.seenAt), desc(session.id));
      return rows.flatMap(({ startedAt, confirmedAt, seenAt, address, ...row }) =>
        startedAt === null || confirmedAt === null
          ? []
          : [
              {
                ...row,
                startedAt,
                confirmedAt,
                seenAt: seenAt ?? startedAt,
                // The library keeps an unknown address as an empty one.
                address: address === "" ? null : address,
              },
            ],
      );
    },

    end: ({ personId, which, audit }) =>
      command(engine, async (db) => {
        const ended = await db
          .delete(session)
          .where(
            and(
              eq(session.userId, personId),
              "only" in which ? eq(session.id, which.only) : butFor(which.allBut),
            ),
          )
          .returning({ id: session.id });
        if (ended.length === 0) return { ok: false, reason: "not_found" };
        await appendAudits(db, engine.tables, audit);
        return { ok: true };
      }),

    confirm: ({ id, at }) =>
      command(engine, async (db) => {
        const confirmed = await db
          .update(session)
          .set({ confirmedAt: at, seenAt: at })
          .where(eq(session.id, id))
          .returning({ id: session.id });
        return confirmed.length === 0 ? { ok: false, reason: "not_found" } : { ok: true };
      }),

    touch: ({ id, personId, organizationId, at }) =>
      engine.tx(async (db) => {
        await db
          .update(session)
          .set({ seenAt: at })
          .where(and(eq(session.id, id), or(isNull(session.seenAt), lt(session.seenAt, at))));
        if (organizationId === null) return;
        await db
          .update(member)
          .set({ lastActiveAt: at })
          .where(
            and(
              eq(member.organizationId, organizationId),
              eq(member.userId, personId),
              or(isNull(member.lastActiveAt), lt(member.lastActiveAt, at)),
            ),
          );
      }),
  };
}
