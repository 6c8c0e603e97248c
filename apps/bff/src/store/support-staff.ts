import { and, asc, desc, eq, gt, inArray, isNull, lte, min, type SQL } from "drizzle-orm";
import { appendAudit, appendAudits } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { insertPerson } from "./person-rows.ts";
import type { SupportStaffStore } from "./ports/support-staff.ts";
import { passkeyCount } from "./passkey-count.ts";
import type { VisitedOrganization } from "./rows.ts";
import { supportLookStore } from "./support-looks.ts";
import type { Schema } from "./schema/schema.ts";

export function supportStaffStore(engine: Engine): SupportStaffStore {
  const { tables } = engine;
  const { supportStaff, supportVisit, user, member, organization, securitySetting, totp } = tables;
  const person = { id: user.id, name: user.name, email: user.email };
  const organizationColumns = {
    id: organization.id,
    slug: organization.slug,
    name: organization.name,
  };
  const isOpen = (now: number) => and(isNull(supportVisit.endedAt), gt(supportVisit.endsAt, now));

  const visited = async (personId: string, now: number, where?: SQL) => {
    const rows = await engine.db
      .select({
        organization: organizationColumns,
        visit: { id: supportVisit.id, endsAt: supportVisit.endsAt },
        appSince: totp.activeSince,
        passkeys: passkeyCount(tables, supportVisit.personId),
      })
      .from(organization)
      .innerJoin(
        supportVisit,
        and(
          eq(supportVisit.organizationId, organization.id),
          eq(supportVisit.personId, personId),
          isOpen(now),
        ),
      )
      .innerJoin(supportStaff, eq(supportStaff.personId, supportVisit.personId))
      .leftJoin(totp, eq(totp.personId, supportVisit.personId))
      .where(where)
      .orderBy(asc(organization.name), asc(organization.id));
    return rows.map(({ appSince, passkeys, ...row }): VisitedOrganization => ({
      ...row,
      hasSecondFactor: appSince !== null || passkeys > 0,
    }));
  };

  const visits = (where: SQL | undefined, first: SQL = desc(supportVisit.startedAt)) =>
    engine.db
      .select({
        id: supportVisit.id,
        organizationId: supportVisit.organizationId,
        person,
        reason: supportVisit.reason,
        startedAt: supportVisit.startedAt,
        endsAt: supportVisit.endsAt,
        endedAt: supportVisit.endedAt,
      })
      .from(supportVisit)
      .innerJoin(user, eq(user.id, supportVisit.personId))
      .where(where)
      .orderBy(first, desc(supportVisit.id));

  return {
    list: () =>
      engine.db
        .select({ ...person, appointedAt: supportStaff.appointedAt })
        .from(supportStaff)
        .innerJoin(user, eq(user.id, supportStaff.personId))
        .orderBy(asc(user.name), asc(user.id)),

    has: (personId) => isStaff(engine.db, tables, personId),

    appoint: ({ person: { kind, person: one }, at }) =>
      command(engine, async (db) => {
        if (kind === "new") {
          const holders = await db
            .select({ id: user.id })
            .from(user)
            .where(eq(user.email, one.email.toLowerCase()));
          if (holders.length > 0) return { ok: false, reason: "address_taken" };
          await insertPerson(db, tables, one, at);
        }
        const added = await db
          .insert(supportStaff)
          .values({ personId: one.id, appointedAt: at })
          .onConflictDoNothing()
          .returning({ id: supportStaff.personId });
        return added.length === 0 ? { ok: false, reason: "already_appointed" } : { ok: true };
      }),

    dismiss: ({ personId, at, audit }) =>
      command(engine, async (db) => {
        const gone = await db
          .delete(supportStaff)
          .where(eq(supportStaff.personId, personId))
          .returning({ id: supportStaff.personId });
        if (gone.length === 0) return { ok: false, reason: "not_found" };
        await db
          .update(supportVisit)
          .set({ endedAt: at })
          .where(and(eq(supportVisit.personId, personId), isOpen(at)));
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),

    async organizations() {
      const rows = await engine.db
        .select({ ...organizationColumns, open: securitySetting.supportMayEnter })
        .from(organization)
        .leftJoin(securitySetting, eq(securitySetting.organizationId, organization.id))
        .orderBy(asc(organization.name), asc(organization.id));
      return rows.map((row) => ({ ...row, open: row.open ?? true }));
    },

    visitsOf: (personId, now) => visited(personId, now),

    async visitTo(personId, slug, now) {
      const [found] = await visited(personId, now, eq(organization.slug, slug));
      return found ?? null;
    },

    enter: ({ visit, audit }) =>
      command(engine, async (db) => {
        const { organizationId, personId, startedAt } = visit;
        if (!(await isStaff(db, tables, personId))) return { ok: false, reason: "not_found" };
        const found = await db
          .select({ id: organization.id })
          .from(organization)
          .where(eq(organization.id, organizationId));
        if (found.length === 0) return { ok: false, reason: "not_found" };
        if (!(await mayEnter(db, tables, organizationId))) return { ok: false, reason: "closed" };
        const memberships = await db
          .select({ id: member.id })
          .from(member)
          .where(and(eq(member.organizationId, organizationId), eq(member.userId, personId)));
        if (memberships.length > 0) return { ok: false, reason: "member" };
        const standing = await db
          .select({ id: supportVisit.id })
          .from(supportVisit)
          .where(
            and(
              eq(supportVisit.organizationId, organizationId),
              eq(supportVisit.personId, personId),
              isOpen(startedAt),
            ),
          );
        if (standing.length > 0) return { ok: false, reason: "already_there" };
        await db.insert(supportVisit).values(visit);
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    async openVisits(organizationIds, now) {
      if (organizationIds.length === 0) return [];
      return await visits(
        and(inArray(supportVisit.organizationId, [...organizationIds]), isOpen(now)),
      );
    },

    visits: (organizationId, limit) =>
      visits(eq(supportVisit.organizationId, organizationId)).limit(limit),

    end: ({ organizationId, id, at, audit }) =>
      command(engine, async (db) => {
        const ended = await db
          .update(supportVisit)
          .set({ endedAt: at })
          .where(
            and(
              eq(supportVisit.organizationId, organizationId),
              eq(supportVisit.id, id),
              isOpen(at),
            ),
          )
          .returning({ id: supportVisit.id });
        if (ended.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    overdue: (now, limit) =>
      visits(
        and(isNull(supportVisit.endedAt), lte(supportVisit.endsAt, now)),
        asc(supportVisit.endsAt),
      ).limit(limit),

    async nextEnd() {
      const [row] = await engine.db
        .select({ at: min(supportVisit.endsAt) })
        .from(supportVisit)
        .where(isNull(supportVisit.endedAt));
      return row?.at ?? null;
    },

    expire: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        const ended = await db
          .update(supportVisit)
          .set({ endedAt: supportVisit.endsAt })
          .where(
            and(
              eq(supportVisit.organizationId, organizationId),
              eq(supportVisit.id, id),
              isNull(supportVisit.endedAt),
              lte(supportVisit.endsAt, audit.at),
            ),
          )
          .returning({ id: supportVisit.id });
        if (ended.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    ...supportLookStore(engine),

    mayEnter: (organizationId) => mayEnter(engine.db, tables, organizationId),

    setMayEnter: ({ organizationId, allowed, at, audit }) =>
      engine.tx(async (db) => {
        const set = { supportMayEnter: allowed };
        await db
          .insert(securitySetting)
          .values({ organizationId, managersNeedSecondFactor: false, ...set })
          .onConflictDoUpdate({ target: securitySetting.organizationId, set });
        if (!allowed) {
          await db
            .update(supportVisit)
            .set({ endedAt: at })
            .where(and(eq(supportVisit.organizationId, organizationId), isOpen(at)));
        }
        await appendAudit(db, tables, organizationId, audit);
      }),
  };
}

type Reading = Pick<Db, "select">;

async function isStaff(db: Reading, { supportStaff }: Schema, personId: string): Promise<boolean> {
  const rows = await db
    .select({ id: supportStaff.personId })
    .from(supportStaff)
    .where(eq(supportStaff.personId, personId));
  return rows.length > 0;
}

async function mayEnter(
  db: Reading,
  { securitySetting }: Schema,
  organizationId: string,
): Promise<boolean> {
  const [row] = await db
    .select({ allowed: securitySetting.supportMayEnter })
    .from(securitySetting)
    .where(eq(securitySetting.organizationId, organizationId));
  return row?.allowed ?? true;
}
