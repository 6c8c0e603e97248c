import type { Kit } from "./kit.ts";

/**
 * The tables of the sign-in library (better-auth 1.7.5 with its organization plugin), under the names
 * its drizzle adapter looks for. `user` is a person, `userId` a person's id.
 */
export function peopleTables(kit: Kit) {
  const user = kit.table("user", {
    id: kit.text("id").primaryKey(),
    name: kit.text("name").notNull(),
    email: kit.text("email").notNull().unique(),
    emailVerified: kit.bool("email_verified").notNull().default(false),
    image: kit.text("image"),
    createdAt: kit.date("created_at").notNull(),
    updatedAt: kit.date("updated_at").notNull(),
  });

  const organization = kit.table("organization", {
    id: kit.text("id").primaryKey(),
    name: kit.text("name").notNull(),
    slug: kit.text("slug").notNull().unique(),
    logo: kit.text("logo"),
    createdAt: kit.date("created_at").notNull(),
    metadata: kit.text("metadata"),
  });

  const session = kit.table(
    "session",
    {
      id: kit.text("id").primaryKey(),
      expiresAt: kit.date("expires_at").notNull(),
      token: kit.text("token").notNull().unique(),
      createdAt: kit.date("created_at").notNull(),
      updatedAt: kit.date("updated_at").notNull(),
      ipAddress: kit.text("ip_address"),
      userAgent: kit.text("user_agent"),
      userId: kit
        .text("user_id")
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
      activeOrganizationId: kit.text("active_organization_id"),
      /** When the person had proved who they are; null while that is not done, and then nothing is open to them. */
      startedAt: kit.bigint("started_at"),
      /** When they last proved it. */
      confirmedAt: kit.bigint("confirmed_at"),
      /** When they last did something. */
      seenAt: kit.bigint("seen_at"),
    },
    (table) => [kit.index("session_user").on(table.userId)],
  );

  const account = kit.table(
    "account",
    {
      id: kit.text("id").primaryKey(),
      accountId: kit.text("account_id").notNull(),
      providerId: kit.text("provider_id").notNull(),
      userId: kit
        .text("user_id")
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
      accessToken: kit.text("access_token"),
      refreshToken: kit.text("refresh_token"),
      idToken: kit.text("id_token"),
      accessTokenExpiresAt: kit.date("access_token_expires_at"),
      refreshTokenExpiresAt: kit.date("refresh_token_expires_at"),
      scope: kit.text("scope"),
      password: kit.text("password"),
      createdAt: kit.date("created_at").notNull(),
      updatedAt: kit.date("updated_at").notNull(),
    },
    (table) => [
      kit.index("account_user").on(table.userId),
      kit.uniqueIndex("account_provider").on(table.providerId, table.accountId),
    ],
  );

  const verification = kit.table(
    "verification",
    {
      id: kit.text("id").primaryKey(),
      identifier: kit.text("identifier").notNull(),
      value: kit.text("value").notNull(),
      expiresAt: kit.date("expires_at").notNull(),
      createdAt: kit.date("created_at").notNull(),
      updatedAt: kit.date("updated_at").notNull(),
    },
    (table) => [kit.index("verification_identifier").on(table.identifier)],
  );

  const member = kit.table(
    "member",
    {
      id: kit.text("id").primaryKey(),
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      userId: kit
        .text("user_id")
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
      role: kit.text("role").notNull().default("member"),
      createdAt: kit.date("created_at").notNull(),
      /** When the person last did something in this organization. */
      lastActiveAt: kit.bigint("last_active_at"),
    },
    (table) => [
      kit.uniqueIndex("member_once").on(table.organizationId, table.userId),
      kit.index("member_user").on(table.userId),
    ],
  );

  const invitation = kit.table(
    "invitation",
    {
      id: kit.text("id").primaryKey(),
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      email: kit.text("email").notNull(),
      role: kit.text("role"),
      status: kit.text("status").notNull().default("pending"),
      expiresAt: kit.date("expires_at").notNull(),
      createdAt: kit.date("created_at").notNull(),
      inviterId: kit
        .text("inviter_id")
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
      /** SHA-256 of the link's token. */
      tokenHash: kit.bytes("token_hash"),
    },
    (table) => [
      kit.index("invitation_organization").on(table.organizationId),
      kit.index("invitation_email").on(table.email),
      kit.uniqueIndex("invitation_token").on(table.tokenHash),
    ],
  );

  return { user, organization, session, account, verification, member, invitation };
}

export type PeopleTables = ReturnType<typeof peopleTables>;
