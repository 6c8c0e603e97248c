import { registryTypeSlugs } from "@berth/api-contract";
import type { DraftAnswers } from "../rows.ts";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

export function draftTables(kit: Kit, { organization }: PeopleTables) {
  const registryDraft = kit.table(
    "registry_draft",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      id: kit.text("id").notNull(),
      type: kit.enumText("type", [...registryTypeSlugs]).notNull(),
      answers: kit.json<DraftAnswers>("answers").notNull(),
      version: kit.int("version").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      createdBy: kit.text("created_by"),
      updatedAt: kit.bigint("updated_at").notNull(),
      updatedBy: kit.text("updated_by"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("registry_draft_time").on(table.organizationId, table.updatedAt),
    ],
  );
  return { registryDraft };
}
