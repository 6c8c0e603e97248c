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

  // Mappings that were removed, with the time in which they counted.
  const formerMapping = kit.table(
    "former_mapping",
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
      removedAt: kit.bigint("removed_at").notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("former_mapping_time").on(table.organizationId, table.removedAt),
    ],
  );
  return { imageMapping, formerMapping };
}
