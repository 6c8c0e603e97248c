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
      /** When it was over, once that stands in the audit log. */
      endedAt: kit.bigint("ended_at"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("support_visit_person").on(table.personId, table.endsAt),
    ],
  );

  /** What support staff have looked at on a visit: one row a kind of thing, however often. */
  const supportLook = kit.table(
    "support_look",
    {
      organizationId: kit.text("organization_id").notNull(),
      visitId: kit.text("visit_id").notNull(),
      /** The name of the route. */
      route: kit.text("route").notNull(),
      times: kit.bigint("times").notNull(),
      firstAt: kit.bigint("first_at").notNull(),
      lastAt: kit.bigint("last_at").notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.visitId, table.route] }),
      kit
        .foreignKey({
          name: "support_look_visit",
          columns: [table.organizationId, table.visitId],
          foreignColumns: [supportVisit.organizationId, supportVisit.id],
        })
        .onDelete("cascade"),
    ],
  );

  return { supportStaff, supportVisit, supportLook };
}
