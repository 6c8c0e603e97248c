import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/**
 * Requests that carried an `Idempotency-Key` and changed something. The row is written together with the
 * change; the answer follows, and is missing where the server died in between or it held a secret.
 */
export function requestKeyTables(kit: Kit, { organization }: PeopleTables) {
  const requestKey = kit.table(
    "request_key",
    {
      organizationId: kit
        .text("organization_id")
        .notNull()
        .references(() => organization.id, { onDelete: "cascade" }),
      /** The person or token that sent it: nobody meets another's keys. */
      actorId: kit.text("actor_id").notNull(),
      key: kit.text("key").notNull(),
      fingerprint: kit.text("fingerprint").notNull(),
      requestId: kit.text("request_id").notNull(),
      at: kit.bigint("at").notNull(),
      status: kit.int("status"),
      answer: kit.text("answer"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.actorId, table.key] }),
      kit.index("request_key_time").on(table.at),
    ],
  );
  return { requestKey };
}
