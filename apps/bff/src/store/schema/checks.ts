import { checkOutcomes, checkProfiles, type DiagnosisView } from "@berth/api-contract";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

export function checkTables(kit: Kit, { organization }: PeopleTables) {
  const check = kit.table(
    "check",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      id: kit.text("id").notNull(),
      subject: kit.enumText("subject", ["form", "registry", "new-secret"]).notNull(),
      // No foreign key: a check outlives its registry, and one of a form becomes a registry's on saving.
      registryId: kit.text("registry_id"),
      profile: kit
        .enumText("profile", [...checkProfiles])
        .notNull()
        .default("full"),
      registryName: kit.text("registry_name"),
      image: kit.text("image").notNull(),
      status: kit.enumText("status", ["running", "finished", "cancelled"]).notNull(),
      startedAt: kit.bigint("started_at").notNull(),
      startedBy: kit.text("started_by"),
      finishedAt: kit.bigint("finished_at"),
      durationMs: kit.bigint("duration_ms"),
      requests: kit.int("requests"),
      trace: kit.json<unknown[]>("trace"),
      diagnosis: kit.json<DiagnosisView>("diagnosis"),
      outcome: kit.enumText("outcome", [...checkOutcomes]),
      digest: kit.text("digest"),
      proof: kit.text("proof"),
      // Set where a worker made it, from its own network.
      workerTokenId: kit.text("worker_token_id"),
      workerTokenName: kit.text("worker_token_name"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("check_time").on(table.organizationId, table.startedAt, table.id),
      kit
        .index("check_registry")
        .on(table.organizationId, table.registryId, table.startedAt, table.id),
      kit.index("check_status").on(table.status),
    ],
  );
  return { check };
}
