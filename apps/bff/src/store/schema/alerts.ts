import {
  alertChannelKinds,
  alertDeliveryStates,
  alertKinds,
  type AlertKind,
} from "@berth/api-contract";
import type { AlertFacts } from "../rows.ts";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** Where alerts go, what happened, and what became of telling it. */
export function alertTables(kit: Kit, { organization }: PeopleTables) {
  const organizationId = () =>
    kit
      .text("organization_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" });

  const alertChannel = kit.table(
    "alert_channel",
    {
      organizationId: organizationId(),
      id: kit.text("id").notNull(),
      name: kit.text("name").notNull(),
      kind: kit.enumText("kind", [...alertChannelKinds]).notNull(),
      recipients: kit.json<string[]>("recipients").notNull(),
      /** What the sealed address is bound to. */
      host: kit.text("host"),
      events: kit.json<AlertKind[]>("events").notNull(),
      paused: kit.bool("paused").notNull().default(false),
      secretVersion: kit.int("secret_version").notNull(),
      version: kit.int("version").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.organizationId, table.id] })],
  );
  // A table of its own, as for registries: no query for the interface can take the ciphertext along.
  const alertSecret = kit.table(
    "alert_secret",
    {
      organizationId: kit.text("organization_id").notNull(),
      channelId: kit.text("channel_id").notNull(),
      field: kit.text("field").notNull(),
      version: kit.int("version").notNull(),
      record: kit.bytes("record").notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.channelId, table.field] }),
      kit
        .foreignKey({
          name: "alert_secret_channel",
          columns: [table.organizationId, table.channelId],
          foreignColumns: [alertChannel.organizationId, alertChannel.id],
        })
        .onDelete("cascade"),
    ],
  );

  const alertEvent = kit.table(
    "alert_event",
    {
      organizationId: organizationId(),
      id: kit.text("id").notNull(),
      /** Says what happened in a way that the same never happens twice. */
      key: kit.text("key").notNull(),
      kind: kit.enumText("kind", [...alertKinds]).notNull(),
      at: kit.bigint("at").notNull(),
      subjectId: kit.text("subject_id").notNull(),
      /** As it was called then: an alert stays readable when what it is about is gone. */
      subjectName: kit.text("subject_name").notNull(),
      facts: kit.json<AlertFacts>("facts").notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.uniqueIndex("alert_event_key").on(table.organizationId, table.key),
      kit.index("alert_event_subject").on(table.organizationId, table.subjectId, table.at),
      kit.index("alert_event_time").on(table.at),
    ],
  );

  const alertDelivery = kit.table(
    "alert_delivery",
    {
      organizationId: kit.text("organization_id").notNull(),
      id: kit.text("id").notNull(),
      channelId: kit.text("channel_id").notNull(),
      /** Null for a test. */
      eventId: kit.text("event_id"),
      /** One address of an e-mail channel; empty for the other kinds. */
      recipient: kit.text("recipient").notNull(),
      state: kit.enumText("state", [...alertDeliveryStates]).notNull(),
      attempts: kit.int("attempts").notNull(),
      outcome: kit.text("outcome"),
      createdAt: kit.bigint("created_at").notNull(),
      lastAttemptAt: kit.bigint("last_attempt_at"),
      nextAttemptAt: kit.bigint("next_attempt_at"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit
        .uniqueIndex("alert_delivery_once")
        .on(table.organizationId, table.eventId, table.channelId, table.recipient),
      kit.index("alert_delivery_time").on(table.organizationId, table.createdAt, table.id),
      kit
        .index("alert_delivery_channel")
        .on(table.organizationId, table.channelId, table.createdAt, table.id),
      kit
        .foreignKey({
          name: "alert_delivery_channel_fk",
          columns: [table.organizationId, table.channelId],
          foreignColumns: [alertChannel.organizationId, alertChannel.id],
        })
        .onDelete("cascade"),
      kit
        .foreignKey({
          name: "alert_delivery_event",
          columns: [table.organizationId, table.eventId],
          foreignColumns: [alertEvent.organizationId, alertEvent.id],
        })
        .onDelete("cascade"),
    ],
  );

  return { alertChannel, alertSecret, alertEvent, alertDelivery };
}
