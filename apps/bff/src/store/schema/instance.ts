import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** The instance itself and its keys: the only tables without or outside an organization's own rows. */
export function instanceTables(kit: Kit, { organization }: PeopleTables) {
  const instance = kit.table("instance", {
    id: kit.text("id").primaryKey(),
    /** How many migrations the database had when the instance last started. */
    schema: kit.int("schema").notNull(),
    createdAt: kit.bigint("created_at").notNull(),
  });

  const keyring = kit.table("keyring", {
    kekId: kit.text("kek_id").primaryKey(),
    provider: kit.text("provider").notNull(),
    checkValue: kit.bytes("check_value").notNull(),
    createdAt: kit.bigint("created_at").notNull(),
    /** The one under which new keys are wrapped; the others only unwrap what names them. */
    active: kit.bool("active").notNull().default(true),
  });

  // The instance's own key, from which its secrets of every start are derived. Like an organization's,
  // it stays the same when the key-encryption key is replaced.
  const instanceKey = kit.table(
    "instance_key",
    {
      keyId: kit.text("key_id").primaryKey(),
      version: kit.int("version").notNull(),
      ...wrapColumns(),
    },
    (table) => [kit.uniqueIndex("instance_key_version").on(table.version)],
  );

  const orgKey = kit.table(
    "org_key",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      keyId: kit.text("key_id").notNull(),
      version: kit.int("version").notNull(),
      ...wrapColumns(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.keyId] }),
      kit.uniqueIndex("org_key_version").on(table.organizationId, table.version),
    ],
  );

  return { instance, keyring, instanceKey, orgKey };

  function wrapColumns() {
    return {
      kekId: kit
        .text("kek_id")
        .notNull()
        .references(() => keyring.kekId),
      wrapped: kit.bytes("wrapped").notNull(),
      /** Rises when the key is wrapped anew, so that two rewraps can't undo each other. */
      rowVersion: kit.int("row_version").notNull().default(1),
      createdAt: kit.bigint("created_at").notNull(),
      /** The same key for the offline recovery recipient, in the age format. */
      recovery: kit.bytes("recovery"),
      recoveryRecipient: kit.text("recovery_recipient"),
    };
  }
}
