import {
  carriers,
  credentialKinds,
  pullOutcomes,
  pullStatuses,
  refusalReasons,
  slowCauses,
  type PullTiming,
} from "@berth/api-contract";
import { sql } from "drizzle-orm";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** Names are copied into the row: a pull stays readable when registry, project and token are gone. */
export function pullTables(kit: Kit, { organization }: PeopleTables) {
  const pull = kit.table(
    "pull",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      id: kit.text("id").notNull(),
      at: kit.bigint("at").notNull(),
      image: kit.text("image").notNull(),
      canonical: kit.text("canonical"),
      imageName: kit.text("image_name"),
      digest: kit.text("digest"),
      outcome: kit.enumText("outcome", [...pullOutcomes]).notNull(),
      reason: kit.enumText("reason", [...refusalReasons]),
      message: kit.text("message").notNull(),
      status: kit.enumText("status", [...pullStatuses]).notNull(),
      registryId: kit.text("registry_id"),
      registryName: kit.text("registry_name"),
      pattern: kit.text("pattern"),
      projectId: kit.text("project_id"),
      projectName: kit.text("project_name"),
      projectOwnerKind: kit.enumText("project_owner_kind", ["organization", "person"]),
      workerTokenId: kit.text("worker_token_id"),
      workerTokenName: kit.text("worker_token_name"),
      carrier: kit
        .enumText("carrier", [...carriers])
        .notNull()
        .default("pull"),
      credentialKind: kit.enumText("credential_kind", [...credentialKinds]),
      scope: kit.text("scope"),
      durationMs: kit.bigint("duration_ms"),
      bytes: kit.bigint("bytes"),
      error: kit.text("error"),
      finishedAt: kit.bigint("finished_at"),
      timing: kit.json<PullTiming>("timing"),
      slow: kit.enumText("slow", [...slowCauses]),
      usualMs: kit.bigint("usual_ms"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("pull_time").on(table.organizationId, table.at, table.id),
      kit.index("pull_registry").on(table.organizationId, table.registryId, table.at),
      kit.index("pull_image").on(table.organizationId, table.imageName, table.at),
      // Few pulls are slow: the index holds those alone.
      kit
        .index("pull_slow")
        .on(table.organizationId, table.at)
        .where(sql`${table.slow} is not null`),
      kit.index("pull_project").on(table.organizationId, table.projectId, table.at),
    ],
  );

  // How often each registry and project was used, by day since the epoch: what counting pulls would tell, at a price
  // that does not grow with them. Kept in the transaction that adds the pulls.
  const pullDay = kit.table(
    "pull_day",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      ownerKind: kit.enumText("owner_kind", ["registry", "project"]).notNull(),
      ownerId: kit.text("owner_id").notNull(),
      day: kit.int("day").notNull(),
      pulls: kit.int("pulls").notNull(),
      lastAt: kit.bigint("last_at").notNull(),
    },
    (table) => [
      kit.primaryKey({
        columns: [table.organizationId, table.ownerKind, table.ownerId, table.day],
      }),
      kit.index("pull_day_age").on(table.organizationId, table.day),
    ],
  );

  // How pulls ended, by day since the epoch and what they were of, for and with: what charts and the images of the last
  // days are made of. '' stands for none, because a key holds no null. Kept as `pull_day` is, and by each report.
  const pullImageDay = kit.table(
    "pull_image_day",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      day: kit.int("day").notNull(),
      registryId: kit.text("registry_id").notNull(),
      projectId: kit.text("project_id").notNull(),
      imageName: kit.text("image_name").notNull(),
      started: kit.int("started").notNull(),
      succeeded: kit.int("succeeded").notNull(),
      failed: kit.int("failed").notNull(),
      refused: kit.int("refused").notNull(),
      handedOut: kit.int("handed_out").notNull(),
      lastAt: kit.bigint("last_at").notNull(),
    },
    (table) => [
      kit.primaryKey({
        // The usual name is longer than PostgreSQL keeps.
        name: "pull_image_day_pk",
        columns: [
          table.organizationId,
          table.day,
          table.registryId,
          table.projectId,
          table.imageName,
        ],
      }),
    ],
  );

  // Without a row the usual number of days counts.
  const pullSetting = kit.table("pull_setting", {
    organizationId: kit
      .text("organization_id")
      .primaryKey()
      .references(() => organization.id, { onDelete: "cascade" }),
    keptDays: kit.int("kept_days").notNull(),
  });
  return { pull, pullDay, pullImageDay, pullSetting };
}
