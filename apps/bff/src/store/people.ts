import { and, asc, eq, gt } from "drizzle-orm";
import { roles, type Role } from "@berth/api-contract";
import type { Engine } from "./engine.ts";
import type { PeopleStore } from "./store.ts";

export function peopleStore({ db, tables }: Engine): PeopleStore {
  const { user, member, organization, session } = tables;
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
        .select({ organization: organizationColumns, role: member.role })
        .from(member)
        .innerJoin(organization, eq(organization.id, member.organizationId))
        .where(eq(member.userId, personId))
        .orderBy(asc(organization.name), asc(organization.id));
      return rows.map((row) => ({ ...row, role: toRole(row.role) }));
    },

    async membership(personId, slug) {
      const [row] = await db
        .select({ organization: organizationColumns, role: member.role })
        .from(organization)
        .innerJoin(
          member,
          and(eq(member.organizationId, organization.id), eq(member.userId, personId)),
        )
        .where(eq(organization.slug, slug));
      return row === undefined ? null : { ...row, role: toRole(row.role) };
    },

    async members(organizationId) {
      const rows = await db
        .select({ ...person, role: member.role })
        .from(member)
        .innerJoin(user, eq(user.id, member.userId))
        .where(eq(member.organizationId, organizationId))
        .orderBy(asc(user.name), asc(user.id));
      return rows.map((row) => ({ ...row, role: toRole(row.role) }));
    },

    async sessionByToken(token, now) {
      const [row] = await db
        .select({ sessionId: session.id, expiresAt: session.expiresAt, person })
        .from(session)
        .innerJoin(user, eq(user.id, session.userId))
        .where(and(eq(session.token, token), gt(session.expiresAt, new Date(now))));
      return row === undefined ? null : { ...row, expiresAt: row.expiresAt.getTime() };
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

/** The library keeps roles as free text, several of them comma-separated; anything unknown counts as the least. */
function toRole(text: string): Role {
  const held = text.split(",");
  return roles.find((role) => held.includes(role)) ?? "member";
}
