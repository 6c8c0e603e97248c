import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

export function securityTables(kit: Kit, { organization }: PeopleTables) {
  /** What an organization asks of its people; without a row it asks for nothing. */
  const securitySetting = kit.table("security_setting", {
    organizationId: kit
      .text("organization_id")
      .primaryKey()
      .references(() => organization.id, { onDelete: "cascade" }),
    managersNeedSecondFactor: kit.bool("managers_need_second_factor").notNull(),
    supportMayEnter: kit.bool("support_may_enter").notNull().default(true),
  });

  return { securitySetting };
}
