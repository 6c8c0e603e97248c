import { and, eq, type InferSelectModel } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import type { CalendarAddress } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { CalendarStore } from "./ports/calendar.ts";

export function calendarStore(engine: Engine): CalendarStore {
  const { tables } = engine;
  const { calendarAddress } = tables;
  const ofPerson = (organizationId: string, personId: string) =>
    and(eq(calendarAddress.organizationId, organizationId), eq(calendarAddress.personId, personId));
  return {
    async get(organizationId, personId) {
      const [row] = await engine.db
        .select()
        .from(calendarAddress)
        .where(ofPerson(organizationId, personId));
      return row === undefined ? null : toAddress(row);
    },

    put: ({ organizationId, personId, hash, at, audit }) =>
      engine.tx(async (db) => {
        const facts = { hash, createdAt: at, lastUsedAt: null };
        await db
          .insert(calendarAddress)
          .values({ organizationId, personId, ...facts })
          .onConflictDoUpdate({
            target: [calendarAddress.organizationId, calendarAddress.personId],
            set: facts,
          });
        await appendAudit(db, tables, organizationId, audit);
      }),

    remove: ({ organizationId, personId, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(calendarAddress)
          .where(ofPerson(organizationId, personId))
          .returning({ personId: calendarAddress.personId });
        if (removed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    async use(hash, at) {
      // Anybody may come with a word: who has none of ours does not stand in the writers' queue.
      const [known] = await engine.db
        .select({ personId: calendarAddress.personId })
        .from(calendarAddress)
        .where(eq(calendarAddress.hash, hash));
      if (known === undefined) return null;
      return await engine.tx(async (db) => {
        const [row] = await db
          .update(calendarAddress)
          .set({ lastUsedAt: at })
          .where(eq(calendarAddress.hash, hash))
          .returning();
        return row === undefined ? null : toAddress(row);
      });
    },
  };
}

function toAddress({
  organizationId,
  personId,
  createdAt,
  lastUsedAt,
}: InferSelectModel<Schema["calendarAddress"]>): CalendarAddress {
  return { organizationId, personId, createdAt, lastUsedAt };
}
