import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import type { Db } from "./engine.ts";
import { deliveryJob } from "./raise-alert.ts";
import type { AuditEntry } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

/** Makes a delivery due at once. Its job is made again, or brought forward where it waits for its next attempt. */
export async function resendAlert(
  db: Db,
  tables: Schema,
  { organizationId, id, at, audit }: ResendAlert,
): Promise<"done" | "not_found" | "already_finished"> {
  const { alertDelivery, job } = tables;
  const one = and(
    eq(alertDelivery.organizationId, organizationId),
    eq(alertDelivery.id, id),
    isNotNull(alertDelivery.eventId),
  );
  const [row] = await db.select({ state: alertDelivery.state }).from(alertDelivery).where(one);
  if (row === undefined) return "not_found";
  if (row.state === "sent") return "already_finished";
  const due = deliveryJob(organizationId, id, at);
  const made = await db.insert(job).values(due).onConflictDoNothing().returning({ key: job.key });
  if (made.length === 0) {
    const free = await db
      .update(job)
      .set({ dueAt: at, failures: 0 })
      .where(and(eq(job.key, due.key), isNull(job.lease)))
      .returning({ key: job.key });
    // Whoever holds it makes the attempt, and says what came of it.
    if (free.length === 0) return "already_finished";
  }
  await db
    .update(alertDelivery)
    .set({ state: "waiting", attempts: 0, nextAttemptAt: at })
    .where(one);
  await appendAudit(db, tables, organizationId, audit);
  return "done";
}

export type ResendAlert = { organizationId: string; id: string; at: number; audit: AuditEntry };
