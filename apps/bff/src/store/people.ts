import { and, asc, eq } from "drizzle-orm";
import type { Engine } from "./engine.ts";
import { toRole } from "./role.ts";
import type { PeopleStore } from "./ports/people.ts";

export function peopleStore({ db, tables }: Engine): PeopleStore {
  const { user, account, member, organization } = tables;
  const person = { id: user.id, name: user.name, email: user.email };
  const organizationColumns = {
    id: organization.id,
    slug: organization.slug,
    name: organization.name,
  };

  return {
    async get(personId) {
      const [row] = await db.select(person).from(user).where(eq(user.id, personId));
      return row ?? null;
    },

    async getByEmail(email) {
      const [row] = await db.select(person).from(user).where(eq(user.email, email.toLowerCase()));
      return row ?? null;
    },

    async organizationsOf(personId) {
      const rows = await db
        .select({
          organization: organizationColumns,
          role: member.role,
          lastActiveAt: member.lastActiveAt,
        })
        .from(member)
        .innerJoin(organization, eq(organization.id, member.organizationId))
        .where(eq(member.userId, personId))
        .orderBy(asc(organization.name), asc(organization.id));
      return rows.map((row) => ({ ...row, role: toRole(row.role) }));
    },

    async membership(personId, slug) {
      const [row] = await db
        .select({
          organization: organizationColumns,
          role: member.role,
          lastActiveAt: member.lastActiveAt,
        })
        .from(organization)
        .innerJoin(
          member,
          and(eq(member.organizationId, organization.id), eq(member.userId, personId)),
        )
        .where(eq(organization.slug, slug));
      return row === undefined ? null : { ...row, role: toRole(row.role) };
    },

    async passwordHash(personId) {
      const [row] = await db
        .select({ password: account.password })
        .from(account)
        .where(and(eq(account.userId, personId), eq(account.providerId, "credential")));
      return row?.password ?? null;
    },

    async organization(organizationId) {
      const [row] = await db
        .select(organizationColumns)
        .from(organization)
        .where(eq(organization.id, organizationId));
      return row ?? null;
    },

    organizations: () =>
      db.select(organizationColumns).from(organization).orderBy(asc(organization.slug)),
  };
}
