import { fileKinds, type ReportedImage } from "@berth/api-contract";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** Images of files that somebody had explained and kept. */
export function fileReportTables(kit: Kit, { organization }: PeopleTables) {
  const fileReport = kit.table(
    "file_report",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      id: kit.text("id").notNull(),
      name: kit.text("name").notNull(),
      kind: kit.enumText("kind", [...fileKinds]).notNull(),
      projectId: kit.text("project_id"),
      images: kit.json<readonly ReportedImage[]>("images").notNull(),
      imageCount: kit.int("image_count").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      createdBy: kit.text("created_by"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("file_report_time").on(table.organizationId, table.createdAt),
    ],
  );
  return { fileReport };
}
