import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import type { Engine } from "./engine.ts";
import type { SupportStaffStore } from "./ports/support-staff.ts";

type Looks = Pick<SupportStaffStore, "look" | "lookAgain" | "looks">;

/** What support staff look at on a visit. */
export function supportLookStore(engine: Engine): Looks {
  const { tables } = engine;
  const { supportLook } = tables;
  const one = (look: { organizationId: string; visitId: string; route: string }) =>
    and(
      eq(supportLook.organizationId, look.organizationId),
      eq(supportLook.visitId, look.visitId),
      eq(supportLook.route, look.route),
    );
  const more = (times: number, lastAt: number) => ({
    times: sql`${supportLook.times} + ${times}`,
    lastAt,
  });

  return {
    look: ({ organizationId, visitId, route, at, audit }) =>
      engine.tx(async (db) => {
        const look = { organizationId, visitId, route, times: 1, firstAt: at, lastAt: at };
        const first = await db
          .insert(supportLook)
          .values(look)
          .onConflictDoNothing()
          .returning({ route: supportLook.route });
        if (first.length > 0) await appendAudit(db, tables, organizationId, audit);
        else await db.update(supportLook).set(more(1, at)).where(one(look));
      }),

    lookAgain: (looks) =>
      engine.append(async (db) => {
        for (const look of looks) {
          await db.update(supportLook).set(more(look.times, look.lastAt)).where(one(look));
        }
      }),

    async looks(organizationId, visitIds) {
      if (visitIds.length === 0) return [];
      return await engine.db
        .select({
          visitId: supportLook.visitId,
          route: supportLook.route,
          times: supportLook.times,
          firstAt: supportLook.firstAt,
          lastAt: supportLook.lastAt,
        })
        .from(supportLook)
        .where(
          and(
            eq(supportLook.organizationId, organizationId),
            inArray(supportLook.visitId, [...visitIds]),
          ),
        )
        .orderBy(asc(supportLook.firstAt), asc(supportLook.route));
    },
  };
}
