import { and, eq, gt, like, or } from "drizzle-orm";
import { appendAudit, appendAudits } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { readInvitations } from "./invitations.ts";
import { insertPerson } from "./person-rows.ts";
import type { ForeignIdentity, SingleSignOnStore } from "./ports/single-sign-on.ts";
import { toRole } from "./role.ts";
import type { Schema } from "./schema/schema.ts";

/** How the sign-in library's table of accounts tells these from passwords. */
export const singleSignOnKind = "oidc:";

export function singleSignOnStore(engine: Engine): SingleSignOnStore {
  const { tables } = engine;
  const { user, account, invitation, member, organization } = tables;
  const providerOf = ({ issuer }: ForeignIdentity) => `${singleSignOnKind}${issuer}`;
  const counts = (now: number) =>
    and(eq(invitation.status, "pending"), gt(invitation.expiresAt, new Date(now)));
  const taken = { ok: false, reason: "taken" } as const;

  return {
    async find(identity) {
      const [found] = await engine.db
        .select({ id: user.id, name: user.name, email: user.email })
        .from(account)
        .innerJoin(user, eq(user.id, account.userId))
        .where(
          and(
            eq(account.providerId, providerOf(identity)),
            eq(account.accountId, identity.subject),
          ),
        );
      return found ?? null;
    },

    invitationsOf: (email, now) =>
      engine.snapshot(async (db) => {
        const where = and(eq(invitation.email, email.toLowerCase()), counts(now));
        const found = await readInvitations(db, tables, where);
        const organizations = await db
          .select({ id: organization.id, slug: organization.slug, name: organization.name })
          .from(organization);
        return found.flatMap((one) => {
          const its = organizations.find(({ id }) => id === one.organizationId);
          return its === undefined ? [] : [{ invitation: one, organization: its }];
        });
      }),

    link: ({ identity, personId, accountId, at, audit }) =>
      command(engine, async (db) => {
        const standing = await db
          .select({ id: account.id })
          .from(account)
          .where(
            and(
              eq(account.providerId, providerOf(identity)),
              or(eq(account.accountId, identity.subject), eq(account.userId, personId)),
            ),
          );
        if (standing.length > 0) return taken;
        await insertIdentity(db, tables, {
          ...identity,
          provider: providerOf(identity),
          personId,
          accountId,
          at,
        });
        await appendAudits(db, tables, audit);
        return { ok: true };
      }),

    join: ({ identity, person, accountId, joins, at }) =>
      command(engine, async (db) => {
        const email = person.email.toLowerCase();
        const holders = await db.select({ id: user.id }).from(user).where(eq(user.email, email));
        if (holders.length > 0) return taken;
        await insertPerson(db, tables, person, at);
        await insertIdentity(db, tables, {
          ...identity,
          provider: providerOf(identity),
          personId: person.id,
          accountId,
          at,
        });
        for (const { invitationId, memberId, audit } of joins) {
          const [used] = await db
            .delete(invitation)
            .where(and(eq(invitation.id, invitationId), eq(invitation.email, email), counts(at)))
            .returning({ organizationId: invitation.organizationId, role: invitation.role });
          if (used === undefined) return { ok: false, reason: "not_found" };
          await db.insert(member).values({
            id: memberId,
            organizationId: used.organizationId,
            userId: person.id,
            role: toRole(used.role),
            createdAt: new Date(at),
          });
          await appendAudit(db, tables, used.organizationId, audit);
        }
        return { ok: true };
      }),
  };
}

/** Who signs in with an identity provider, of those whose accounts are asked for. */
export function isSingleSignOn({ account }: Schema) {
  return like(account.providerId, `${singleSignOnKind}%`);
}

async function insertIdentity(
  db: Db,
  { account }: Schema,
  row: { provider: string; subject: string; personId: string; accountId: string; at: number },
): Promise<void> {
  await db.insert(account).values({
    id: row.accountId,
    accountId: row.subject,
    providerId: row.provider,
    userId: row.personId,
    createdAt: new Date(row.at),
    updatedAt: new Date(row.at),
  });
}
