import type { Kit } from "./kit.ts";

/**
 * How often something was tried that strangers may try: sign-ins, mails for a new password. Keys are MACs,
 * so that nobody reads from them who was guessed at or from where.
 */
export function attemptCounterTables(kit: Kit) {
  const attemptCounter = kit.table(
    "attempt_counter",
    {
      key: kit.text("key").primaryKey(),
      count: kit.int("count").notNull(),
      until: kit.bigint("until").notNull(),
      /** Whom a place is kept for; null on a plain counter. */
      holder: kit.text("holder"),
    },
    (table) => [kit.index("attempt_counter_time").on(table.until)],
  );
  return { attemptCounter };
}
