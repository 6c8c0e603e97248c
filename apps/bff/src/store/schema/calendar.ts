import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** The address under which a person's calendar reads an organization's dates; kept as its hash alone. */
export function calendarTables(kit: Kit, { organization, user }: PeopleTables) {
  const calendarAddress = kit.table(
    "calendar_address",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      personId: kit
        .text("person_id")
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
      hash: kit.bytes("hash").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      lastUsedAt: kit.bigint("last_used_at"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.personId] }),
      kit.uniqueIndex("calendar_address_hash").on(table.hash),
    ],
  );
  return { calendarAddress };
}
