import type { ApiScope } from "@berth/api-contract";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** Tokens for automation: of one organization, with an end, and only as their hash. */
export function apiTokenTables(kit: Kit, { organization }: PeopleTables) {
  const apiToken = kit.table(
    "api_token",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      id: kit.text("id").notNull(),
      name: kit.text("name").notNull(),
      prefix: kit.text("prefix").notNull(),
      hash: kit.bytes("hash").notNull().unique(),
      scopes: kit.json<ApiScope[]>("scopes").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      createdBy: kit.text("created_by"),
      expiresAt: kit.bigint("expires_at").notNull(),
      revokedAt: kit.bigint("revoked_at"),
      lastUsedAt: kit.bigint("last_used_at"),
    },
    (table) => [kit.primaryKey({ columns: [table.organizationId, table.id] })],
  );
  return { apiToken };
}
