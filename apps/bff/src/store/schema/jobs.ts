import type { JobPayload } from "../rows.ts";
import type { Kit } from "./kit.ts";

/**
 * What is to be done later, one row for each thing. A row is held by whoever took its lease, until that
 * ends; who it concerns stands in its payload, because a job outlives what it is about.
 */
export function jobTables(kit: Kit) {
  const job = kit.table(
    "job",
    {
      key: kit.text("key").primaryKey(),
      kind: kit.text("kind").notNull(),
      payload: kit.json<JobPayload>("payload").notNull(),
      dueAt: kit.bigint("due_at").notNull(),
      /** Failed turns in a row. */
      failures: kit.int("failures").notNull().default(0),
      lease: kit.text("lease"),
      leaseUntil: kit.bigint("lease_until"),
    },
    (table) => [kit.index("job_due").on(table.dueAt), kit.index("job_kind").on(table.kind)],
  );
  return { job };
}
