import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { roles, rolesBelow, type Role } from "@berth/api-contract";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import type { MemberStore } from "./ports/membership.ts";
import { passkeyCount } from "./passkey-count.ts";
import { toRole } from "./role.ts";
import type { Schema } from "./schema/schema.ts";
import { isSingleSignOn } from "./single-sign-on.ts";

export function memberStore(engine: Engine): MemberStore {
  const { tables } = engine;
  const { member, user, project, projectMember, account, totp } = tables;
  const one = (organizationId: string, personId: string) =>
    and(eq(member.organizationId, organizationId), eq(member.userId, personId));

  return {
    async list(organizationId) {
      const rows = await engine.db
        .select({
          id: user.id,
          name: user.name,
          email: user.email,
          role: member.role,
          lastActiveAt: member.lastActiveAt,
          password: account.id,
          appSince: totp.activeSince,
          passkeys: passkeyCount(tables, member.userId),
        })
        .from(member)
        .innerJoin(user, eq(user.id, member.userId))
        .leftJoin(account, and(eq(account.userId, user.id), eq(account.providerId, "credential")))
        .leftJoin(totp, eq(totp.personId, user.id))
        .where(eq(member.organizationId, organizationId))
        .orderBy(asc(user.name), asc(user.id));
      const outside = await engine.db
        .select({ id: account.userId })
        .from(account)
        .innerJoin(member, eq(member.userId, account.userId))
        .where(and(eq(member.organizationId, organizationId), isSingleSignOn(tables)));
      const outsiders = new Set(outside.map(({ id }) => id));
      return rows.map(({ password, appSince, passkeys, ...row }) => ({
        ...row,
        role: toRole(row.role),
        hasPassword: password !== null,
        hasSingleSignOn: outsiders.has(row.id),
        hasApp: appSince !== null,
        hasPasskey: passkeys > 0,
      }));
    },

    setRole: ({ organizationId, personId, role, audit }) =>
      command(engine, async (db) => {
        const refused = await refuseUnownedOrganization(db, tables, organizationId, personId, role);
        if (refused !== null) return refused;
        await db.update(member).set({ role }).where(one(organizationId, personId));
        await withdrawInvitations(db, tables, organizationId, personId, rolesBelow(role));
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    remove: ({ organizationId, personId, was, audit }) =>
      command(engine, async (db) => {
        const refused = await refuseUnownedOrganization(db, tables, organizationId, personId, null);
        if (refused !== null) return refused;
        if (was !== undefined && was !== (await roleOf(db, tables, organizationId, personId))) {
          return { ok: false, reason: "role_changed" };
        }
        await db.delete(member).where(one(organizationId, personId));
        await db
          .delete(projectMember)
          .where(
            and(
              eq(projectMember.organizationId, organizationId),
              eq(projectMember.personId, personId),
            ),
          );
        await db
          .delete(project)
          .where(
            and(eq(project.organizationId, organizationId), eq(project.ownerPersonId, personId)),
          );
        await withdrawInvitations(db, tables, organizationId, personId, []);
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}

async function roleOf(
  db: Db,
  { member }: Schema,
  organizationId: string,
  personId: string,
): Promise<Role | null> {
  const [found] = await db
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.organizationId, organizationId), eq(member.userId, personId)));
  return found === undefined ? null : toRole(found.role);
}

/** The member is there, and an organization keeps an owner when they get another role, or none. */
async function refuseUnownedOrganization(
  db: Db,
  tables: Schema,
  organizationId: string,
  personId: string,
  role: Role | null,
) {
  const before = await roleOf(db, tables, organizationId, personId);
  if (before === null) return { ok: false, reason: "not_found" } as const;
  if (role === "owner" || before !== "owner") return null;
  const { member } = tables;
  const others = await db
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.organizationId, organizationId), ne(member.userId, personId)));
  return others.some((other) => toRole(other.role) === "owner")
    ? null
    : ({ ok: false, reason: "last_owner" } as const);
}

/** Nobody is let in any more on the word of somebody who could no longer give it. */
async function withdrawInvitations(
  db: Db,
  { invitation }: Schema,
  organizationId: string,
  inviterId: string,
  stillAllowed: readonly Role[],
): Promise<void> {
  const withdrawn = roles.filter((role) => !stillAllowed.includes(role));
  await db
    .delete(invitation)
    .where(
      and(
        eq(invitation.organizationId, organizationId),
        eq(invitation.inviterId, inviterId),
        eq(invitation.status, "pending"),
        inArray(invitation.role, withdrawn),
      ),
    );
}
