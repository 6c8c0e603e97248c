import { expirySources, healthStates, registryTypeSlugs } from "@berth/api-contract";
import { doubtEffects, type HostRule, type Settings } from "../rows.ts";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

export function registryTables(kit: Kit, { organization }: PeopleTables) {
  const organizationId = () =>
    kit
      .text("organization_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" });

  const registry = kit.table(
    "registry",
    {
      organizationId: organizationId(),
      id: kit.text("id").notNull(),
      name: kit.text("name").notNull(),
      /** The name as it is compared: two names that differ in case alone are one. */
      nameKey: kit.text("name_key").notNull(),
      type: kit.enumText("type", [...registryTypeSlugs]).notNull(),
      settings: kit.json<Settings>("settings").notNull(),
      host: kit.text("host").notNull(),
      hostRule: kit.json<HostRule>("host_rule").notNull(),
      identity: kit.text("identity"),
      handOutStored: kit.bool("hand_out_stored").notNull(),
      servesHostOnly: kit.bool("serves_host_only").notNull().default(false),
      testImage: kit.text("test_image"),
      expiryAt: kit.bigint("expiry_at"),
      expirySource: kit.enumText("expiry_source", [...expirySources]).notNull(),
      expirySetBy: kit.text("expiry_set_by"),
      expirySnoozedUntil: kit.bigint("expiry_snoozed_until"),
      rotateAfterDays: kit.int("rotate_after_days"),
      paused: kit.bool("paused").notNull().default(false),
      healthState: kit.enumText("health_state", [...healthStates]).notNull(),
      healthReason: kit.text("health_reason"),
      healthSince: kit.bigint("health_since"),
      healthCheckedAt: kit.bigint("health_checked_at"),
      healthCheckId: kit.text("health_check_id"),
      /** Name of the worker token whose check it rests on; null where the server made it. */
      healthCheckedBy: kit.text("health_checked_by"),
      // What re-checks found since, as long as it is not enough to change the state.
      doubtEffect: kit.enumText("doubt_effect", [...doubtEffects]),
      doubtCount: kit.int("doubt_count"),
      doubtSince: kit.bigint("doubt_since"),
      secretVersion: kit.int("secret_version").notNull(),
      secretFingerprint: kit.text("secret_fingerprint").notNull(),
      secretSetAt: kit.bigint("secret_set_at").notNull(),
      secretSetBy: kit.text("secret_set_by"),
      // The secret before, as long as it can be restored; its fields stand among the sealed ones.
      keptVersion: kit.int("kept_version"),
      keptFingerprint: kit.text("kept_fingerprint"),
      keptSetAt: kit.bigint("kept_set_at"),
      keptSetBy: kit.text("kept_set_by"),
      keptUntil: kit.bigint("kept_until"),
      keptSettings: kit.json<Settings>("kept_settings"),
      keptIdentity: kit.text("kept_identity"),
      keptExpiryAt: kit.bigint("kept_expiry_at"),
      keptExpirySource: kit.enumText("kept_expiry_source", [...expirySources]),
      version: kit.int("version").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      createdBy: kit.text("created_by"),
      updatedAt: kit.bigint("updated_at").notNull(),
      updatedBy: kit.text("updated_by"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.uniqueIndex("registry_name").on(table.organizationId, table.nameKey),
    ],
  );

  // A table of its own, so that no query for the interface can take the ciphertext along.
  const registrySecret = kit.table(
    "registry_secret",
    {
      organizationId: kit.text("organization_id").notNull(),
      registryId: kit.text("registry_id").notNull(),
      field: kit.text("field").notNull(),
      version: kit.int("version").notNull(),
      record: kit.bytes("record").notNull(),
    },
    (table) => [
      kit.primaryKey({
        columns: [table.organizationId, table.registryId, table.version, table.field],
      }),
      kit
        .foreignKey({
          name: "registry_secret_registry",
          columns: [table.organizationId, table.registryId],
          foreignColumns: [registry.organizationId, registry.id],
        })
        .onDelete("cascade"),
    ],
  );

  const pattern = kit.table(
    "pattern",
    {
      organizationId: kit.text("organization_id").notNull(),
      id: kit.text("id").notNull(),
      registryId: kit.text("registry_id").notNull(),
      position: kit.int("position").notNull(),
      text: kit.text("text").notNull(),
      canonical: kit.text("canonical").notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.uniqueIndex("pattern_canonical").on(table.organizationId, table.canonical),
      kit.index("pattern_registry").on(table.organizationId, table.registryId),
      kit
        .foreignKey({
          name: "pattern_registry_fk",
          columns: [table.organizationId, table.registryId],
          foreignColumns: [registry.organizationId, registry.id],
        })
        .onDelete("cascade"),
    ],
  );

  // What was in force from `validFrom` until `validTo`, under the names of that time. Outlives its registry.
  const patternHistory = kit.table(
    "pattern_history",
    {
      organizationId: organizationId(),
      id: kit.text("id").notNull(),
      patternId: kit.text("pattern_id").notNull(),
      registryId: kit.text("registry_id").notNull(),
      registryName: kit.text("registry_name").notNull(),
      registryType: kit.enumText("registry_type", [...registryTypeSlugs]).notNull(),
      hostRule: kit.json<HostRule>("host_rule").notNull(),
      text: kit.text("text").notNull(),
      canonical: kit.text("canonical").notNull(),
      paused: kit.bool("paused").notNull(),
      validFrom: kit.bigint("valid_from").notNull(),
      validTo: kit.bigint("valid_to"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("pattern_history_time").on(table.organizationId, table.validTo, table.validFrom),
      kit.index("pattern_history_registry").on(table.organizationId, table.registryId),
    ],
  );

  const patternRevision = kit.table("pattern_revision", {
    organizationId: organizationId().primaryKey(),
    revision: kit.bigint("revision").notNull(),
  });

  const expectation = kit.table(
    "expectation",
    {
      organizationId: kit.text("organization_id").notNull(),
      id: kit.text("id").notNull(),
      registryId: kit.text("registry_id").notNull(),
      image: kit.text("image").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      createdBy: kit.text("created_by"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.uniqueIndex("expectation_once").on(table.organizationId, table.registryId, table.image),
      kit
        .foreignKey({
          name: "expectation_registry",
          columns: [table.organizationId, table.registryId],
          foreignColumns: [registry.organizationId, registry.id],
        })
        .onDelete("cascade"),
    ],
  );

  return { registry, registrySecret, pattern, patternHistory, patternRevision, expectation };
}

export type RegistryTables = ReturnType<typeof registryTables>;
