import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

export function supportStaffTables(kit: Kit, { user, organization }: PeopleTables) {
  /** People of the instance who may enter its organizations to help; named by the operator. */
  const supportStaff = kit.table("support_staff", {
    personId: kit
      .text("person_id")
      .primaryKey()
      .references(() => user.id, { onDelete: "cascade" }),
    appointedAt: kit.bigint("appointed_at").notNull(),
  });

  const supportVisit = kit.table(
    "support_visit",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      id: kit.text("id").notNull(),
      personId: kit
        .text("person_id")
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
      reason: kit.text("reason").notNull(),
      startedAt: kit.bigint("started_at").notNull(),
      /** When it ends by itself. */
      endsAt: kit.bigint("ends_at").notNull(),
      /** When somebody ended it before. */
      endedAt: kit.bigint("ended_at"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("support_visit_person").on(table.personId, table.endsAt),
    ],
  );

  return { supportStaff, supportVisit };
}
