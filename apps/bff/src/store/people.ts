import { and, asc, eq, sql } from "drizzle-orm";
import { managers, type Role } from "@berth/api-contract";
import type { Engine } from "./engine.ts";
import { passkeyCount } from "./passkey-count.ts";
import { readHash } from "./person-rows.ts";
import { toRole } from "./role.ts";
import type { PeopleStore } from "./ports/people.ts";
import type { Membership } from "./rows.ts";

export function peopleStore({ db, tables }: Engine): PeopleStore {
  const { user, member, organization, securitySetting, totp } = tables;
  const person = { id: user.id, name: user.name, email: user.email };
  const organizationColumns = {
    id: organization.id,
    slug: organization.slug,
    name: organization.name,
  };
  const membership = {
    organization: organizationColumns,
    role: member.role,
    lastActiveAt: member.lastActiveAt,
    managersNeedSecondFactor: securitySetting.managersNeedSecondFactor,
    appSince: totp.activeSince,
    passkeys: passkeyCount(tables, member.userId),
  };
  // Asked for with every request of somebody who is signed in.
  const readMembership = db
    .select(membership)
    .from(organization)
    .innerJoin(
      member,
      and(
        eq(member.organizationId, organization.id),
        eq(member.userId, sql.placeholder("personId")),
      ),
    )
    .leftJoin(securitySetting, eq(securitySetting.organizationId, organization.id))
    .leftJoin(totp, eq(totp.personId, member.userId))
    .where(eq(organization.slug, sql.placeholder("slug")))
    .prepare("membership");

  return {
    async get(personId) {
      const [row] = await db.select(person).from(user).where(eq(user.id, personId));
      return row ?? null;
    },

    async getByEmail(email) {
      // Strangers type here what they like; PostgreSQL refuses a text with this character, and no address has it.
      if (email.includes("\0")) return null;
      const [row] = await db.select(person).from(user).where(eq(user.email, email.toLowerCase()));
      return row ?? null;
    },

    async organizationsOf(personId) {
      const rows = await db
        .select(membership)
        .from(member)
        .innerJoin(organization, eq(organization.id, member.organizationId))
        .leftJoin(securitySetting, eq(securitySetting.organizationId, organization.id))
        .leftJoin(totp, eq(totp.personId, member.userId))
        .where(eq(member.userId, personId))
        .orderBy(asc(organization.name), asc(organization.id));
      return rows.map(toMembership);
    },

    async membership(personId, slug) {
      const [row] = await readMembership.execute({ personId, slug });
      return row === undefined ? null : toMembership(row);
    },

    passwordHash: (personId) => readHash(db, tables, personId),

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

function toMembership({
  managersNeedSecondFactor,
  appSince,
  passkeys,
  ...row
}: Omit<Membership, "role" | "secondFactor"> & {
  role: string;
  managersNeedSecondFactor: boolean | null;
  appSince: number | null;
  passkeys: number;
}): Membership {
  const role = toRole(row.role);
  const asked = managersNeedSecondFactor === true && isManager(role);
  const has = appSince === null && passkeys === 0 ? "missing" : "present";
  return { ...row, role, secondFactor: asked ? has : "not-asked" };
}

function isManager(role: Role): boolean {
  return managers.some((one) => one === role);
}
