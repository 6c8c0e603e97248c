import { auditActions, auditActorKinds } from "@berth/api-contract";
import type { AuditChange } from "../rows.ts";
import type { Kit } from "./kit.ts";

/**
 * Append-only, and without a foreign key: what was done to an organization outlives it. The engine's
 * migrations add triggers that refuse to change or delete an event.
 */
export function auditTables(kit: Kit) {
  const auditEvent = kit.table(
    "audit_event",
    {
      organizationId: kit.text("organization_id").notNull(),
      sequence: kit.bigint("sequence").notNull(),
      id: kit.text("id").notNull(),
      at: kit.bigint("at").notNull(),
      action: kit.enumText("action", [...auditActions]).notNull(),
      actorKind: kit.enumText("actor_kind", [...auditActorKinds]).notNull(),
      actorId: kit.text("actor_id"),
      actorName: kit.text("actor_name").notNull(),
      objectKind: kit.text("object_kind").notNull(),
      objectId: kit.text("object_id").notNull(),
      objectName: kit.text("object_name").notNull(),
      changes: kit.json<AuditChange[]>("changes").notNull(),
      address: kit.text("address"),
      requestId: kit.text("request_id").notNull(),
      prevHash: kit.text("prev_hash").notNull(),
      hash: kit.text("hash").notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.sequence] }),
      kit.uniqueIndex("audit_event_id").on(table.organizationId, table.id),
      kit.index("audit_event_object").on(table.organizationId, table.objectId, table.sequence),
    ],
  );

  // The end of each organization's chain; raising it first makes concurrent writers queue up.
  const auditHead = kit.table("audit_head", {
    organizationId: kit.text("organization_id").primaryKey(),
    sequence: kit.bigint("sequence").notNull(),
    hash: kit.text("hash").notNull(),
  });

  // Raised by whatever could change what a worker is answered, so that nothing outdated is answered from memory.
  const organizationRevision = kit.table("organization_revision", {
    organizationId: kit.text("organization_id").primaryKey(),
    revision: kit.bigint("revision").notNull(),
  });

  return { auditEvent, auditHead, organizationRevision };
}
