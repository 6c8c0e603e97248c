import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** Names below `from_name` are pulled below `to_name`: pull-through caches. */
export function imageMappingTables(kit: Kit, { organization }: PeopleTables) {
  const imageMapping = kit.table(
    "image_mapping",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      id: kit.text("id").notNull(),
      from: kit.text("from_name").notNull(),
      to: kit.text("to_name").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      createdBy: kit.text("created_by"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.uniqueIndex("image_mapping_from").on(table.organizationId, table.from),
    ],
  );
  return { imageMapping };
}
