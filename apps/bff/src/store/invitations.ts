import { and, desc, eq, gt, type SQL } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import type { InvitationStore } from "./ports/membership.ts";
import { insertAccount } from "./person-rows.ts";
import { toRole } from "./role.ts";
import type { Invitation } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

export function invitationStore(engine: Engine): InvitationStore {
  const { tables } = engine;
  const { invitation, member, organization, user } = tables;
  const pending = (organizationId: string, ...conditions: SQL[]) =>
    and(
      eq(invitation.organizationId, organizationId),
      eq(invitation.status, "pending"),
      ...conditions,
    );

  return {
    list: (organizationId) => readInvitations(engine.db, tables, pending(organizationId)),

    async get(organizationId, id) {
      const where = pending(organizationId, eq(invitation.id, id));
      const [found] = await readInvitations(engine.db, tables, where);
      return found ?? null;
    },

    create: ({ invitation: wanted, tokenHash, audit }) =>
      command(engine, async (db) => {
        const { id, organizationId, email, role, createdAt, expiresAt, invitedBy } = wanted;
        const refused =
          (await refuseMember(db, tables, organizationId, email)) ??
          (await refuseInvited(db, tables, pending(organizationId, eq(invitation.email, email))));
        if (refused !== null) return refused;
        await db.insert(invitation).values({
          id,
          organizationId,
          email,
          role,
          status: "pending",
          createdAt: new Date(createdAt),
          expiresAt: new Date(expiresAt),
          inviterId: invitedBy,
          tokenHash,
        });
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, invitation: await readBack(db, tables, id) };
      }),

    renew: ({ organizationId, id, tokenHash, expiresAt, audit }) =>
      command(engine, async (db) => {
        const renewed = await db
          .update(invitation)
          .set({ tokenHash, expiresAt: new Date(expiresAt) })
          .where(pending(organizationId, eq(invitation.id, id)))
          .returning({ id: invitation.id });
        if (renewed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, invitation: await readBack(db, tables, id) };
      }),

    revoke: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        const revoked = await db
          .delete(invitation)
          .where(pending(organizationId, eq(invitation.id, id)))
          .returning({ id: invitation.id });
        if (revoked.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    async findByToken(tokenHash, now) {
      const where = and(
        eq(invitation.tokenHash, tokenHash),
        eq(invitation.status, "pending"),
        gt(invitation.expiresAt, new Date(now)),
      );
      const [found] = await readInvitations(engine.db, tables, where);
      if (found === undefined) return null;
      const [row] = await engine.db
        .select({ id: organization.id, slug: organization.slug, name: organization.name })
        .from(organization)
        .where(eq(organization.id, found.organizationId));
      return row === undefined ? null : { invitation: found, organization: row };
    },

    accept: ({ tokenHash, at, memberId, person: joining, audit }) =>
      command(engine, async (db) => {
        const { person } = joining;
        const [used] = await db
          .delete(invitation)
          .where(
            and(
              eq(invitation.tokenHash, tokenHash),
              eq(invitation.status, "pending"),
              eq(invitation.email, person.email.toLowerCase()),
              gt(invitation.expiresAt, new Date(at)),
            ),
          )
          .returning({ organizationId: invitation.organizationId, role: invitation.role });
        if (used === undefined) return { ok: false, reason: "not_found" };
        const { organizationId } = used;
        if (joining.kind === "new") {
          const holders = await db
            .select({ id: user.id })
            .from(user)
            .where(eq(user.email, person.email.toLowerCase()));
          if (holders.length > 0) return { ok: false, reason: "address_taken" };
          await insertAccount(db, tables, person, joining.account, at);
        }
        const refused = await refuseMember(db, tables, organizationId, person.email);
        if (refused !== null) return refused;
        await db.insert(member).values({
          id: memberId,
          organizationId,
          userId: person.id,
          role: toRole(used.role),
          createdAt: new Date(at),
        });
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),
  };
}

async function refuseMember(
  db: Db,
  { member, user }: Schema,
  organizationId: string,
  email: string,
) {
  const members = await db
    .select({ id: member.id })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, organizationId), eq(user.email, email.toLowerCase())));
  return members.length === 0 ? null : ({ ok: false, reason: "already_member" } as const);
}

async function refuseInvited(db: Db, { invitation }: Schema, where: SQL | undefined) {
  const found = await db.select({ id: invitation.id }).from(invitation).where(where);
  return found.length === 0 ? null : ({ ok: false, reason: "already_invited" } as const);
}

async function readBack(db: Db, tables: Schema, id: string): Promise<Invitation> {
  const [found] = await readInvitations(db, tables, eq(tables.invitation.id, id));
  if (found === undefined) throw new Error("the invitation vanished inside its own transaction");
  return found;
}

export async function readInvitations(
  db: Pick<Db, "select">,
  { invitation, user }: Schema,
  where: SQL | undefined,
): Promise<Invitation[]> {
  const rows = await db
    .select({
      id: invitation.id,
      organizationId: invitation.organizationId,
      email: invitation.email,
      role: invitation.role,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
      invitedBy: { id: user.id, name: user.name },
    })
    .from(invitation)
    .leftJoin(user, eq(user.id, invitation.inviterId))
    .where(where)
    .orderBy(desc(invitation.createdAt), desc(invitation.id));
  return rows.map((row) => ({
    ...row,
    role: toRole(row.role),
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  }));
}
