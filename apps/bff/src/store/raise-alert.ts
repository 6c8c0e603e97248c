import { and, desc, eq, inArray } from "drizzle-orm";
import { newId } from "../ids.ts";
import type { Db } from "./engine.ts";
import type { AlertEvent, Health, StoredHealthState } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

/** The kind of the jobs that deliver; one job for each delivery. */
export const deliverAlertKind = "deliver-alert";

/** Keeps an event with its deliveries and their jobs, once. False where its key is known already. */
export async function raiseAlert(db: Db, tables: Schema, event: AlertEvent): Promise<boolean> {
  const { alertChannel, alertDelivery, alertEvent, job } = tables;
  const { organizationId, subject, at, ...columns } = event;
  const added = await db
    .insert(alertEvent)
    .values({ ...columns, organizationId, at, subjectId: subject.id, subjectName: subject.name })
    .onConflictDoNothing({ target: [alertEvent.organizationId, alertEvent.key] })
    .returning({ id: alertEvent.id });
  if (added.length === 0) return false;
  const channels = await db
    .select()
    .from(alertChannel)
    .where(and(eq(alertChannel.organizationId, organizationId), eq(alertChannel.paused, false)));
  const deliveries = channels
    .filter(({ events }) => events.includes(event.kind))
    .flatMap(({ id: channelId, kind, recipients }) =>
      (kind === "email" ? recipients : [""]).map((recipient) => ({
        organizationId,
        id: newId("ald", at),
        channelId,
        eventId: event.id,
        recipient,
        state: "waiting" as const,
        attempts: 0,
        createdAt: at,
        nextAttemptAt: at,
      })),
    );
  if (deliveries.length === 0) return true;
  await db.insert(alertDelivery).values(deliveries);
  await db.insert(job).values(deliveries.map(({ id }) => deliveryJob(organizationId, id, at)));
  return true;
}

/** The job that makes the next attempt of a delivery. */
export function deliveryJob(organizationId: string, deliveryId: string, dueAt: number) {
  return {
    key: `${deliverAlertKind}/${organizationId}/${deliveryId}`,
    kind: deliverAlertKind,
    payload: { organizationId, deliveryId },
    dueAt,
  };
}

/**
 * Raises an alert for a change of health that people want to know of. Trouble of the registry itself raises
 * none, and what was told as failing is not told again when it comes out of such trouble.
 */
export async function raiseHealthAlert(
  db: Db,
  tables: Schema,
  registry: { organizationId: string; id: string; name: string },
  change: { id: string; from: StoredHealthState | null; to: Health; at: number },
): Promise<void> {
  const { alertEvent } = tables;
  const { from, to, at } = change;
  const failing = to.state === "failing" || to.state === "expired";
  if (!failing && to.state !== "healthy") return;
  const { organizationId, id, name } = registry;
  const [last] = await db
    .select({ kind: alertEvent.kind })
    .from(alertEvent)
    .where(
      and(
        eq(alertEvent.organizationId, organizationId),
        eq(alertEvent.subjectId, id),
        inArray(alertEvent.kind, ["registry.failing", "registry.recovered"]),
      ),
    )
    .orderBy(desc(alertEvent.at), desc(alertEvent.id))
    .limit(1);
  const told = last?.kind === "registry.failing";
  const sameTrouble = from === "trouble" || from === "failing" || from === "expired";
  if (failing ? told && sameTrouble : !told) return;
  const kind = failing ? "registry.failing" : "registry.recovered";
  await raiseAlert(db, tables, {
    organizationId,
    id: newId("ale", at),
    key: `${kind}/${change.id}`,
    kind,
    at,
    subject: { id, name },
    facts: {
      ...(failing ? { reason: to.reason } : {}),
      checkId: to.checkId,
      ...(to.checkedBy === null ? {} : { reportedBy: to.checkedBy }),
    },
  });
}
