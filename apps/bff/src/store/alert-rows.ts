import { and, desc, eq, inArray, type InferSelectModel, type SQL } from "drizzle-orm";
import type { Db } from "./engine.ts";
import type { AlertChannel, AlertDelivery, AlertEvent } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

type ChannelRow = InferSelectModel<Schema["alertChannel"]>;
type DeliveryRow = InferSelectModel<Schema["alertDelivery"]>;
type EventRow = InferSelectModel<Schema["alertEvent"]>;

export async function readChannels(
  db: Pick<Db, "select">,
  tables: Schema,
  where: SQL | undefined,
): Promise<AlertChannel[]> {
  const { alertChannel } = tables;
  const rows = await db
    .select()
    .from(alertChannel)
    .where(where)
    .orderBy(alertChannel.name, alertChannel.id);
  const channels: AlertChannel[] = [];
  for (const row of rows) channels.push(await toChannel(db, tables, row));
  return channels;
}

/** There are few channels, so each asks for its own last delivery. */
async function toChannel(
  db: Pick<Db, "select">,
  tables: Schema,
  row: ChannelRow,
): Promise<AlertChannel> {
  const { alertDelivery } = tables;
  const last = await db
    .select()
    .from(alertDelivery)
    .where(
      and(
        eq(alertDelivery.organizationId, row.organizationId),
        eq(alertDelivery.channelId, row.id),
      ),
    )
    .orderBy(desc(alertDelivery.createdAt), desc(alertDelivery.id))
    .limit(1);
  const [lastDelivery] = await toDeliveries(db, tables, last);
  return { ...row, lastDelivery: lastDelivery ?? null };
}

/** Deliveries of one organization, with the events they tell and the names of their channels. */
export async function toDeliveries(
  db: Pick<Db, "select">,
  { alertChannel, alertEvent }: Schema,
  rows: readonly DeliveryRow[],
): Promise<AlertDelivery[]> {
  const organizationId = rows[0]?.organizationId;
  if (organizationId === undefined) return [];
  const eventIds = rows.flatMap(({ eventId }) => (eventId === null ? [] : [eventId]));
  const events =
    eventIds.length === 0
      ? []
      : await db
          .select()
          .from(alertEvent)
          .where(
            and(eq(alertEvent.organizationId, organizationId), inArray(alertEvent.id, eventIds)),
          );
  const names = await db
    .select({ id: alertChannel.id, name: alertChannel.name })
    .from(alertChannel)
    .where(eq(alertChannel.organizationId, organizationId));
  const eventOf = new Map(events.map((row) => [row.id, toEvent(row)]));
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return rows.map(({ channelId, eventId, ...row }) => ({
    ...row,
    channel: { id: channelId, name: nameOf.get(channelId) ?? "" },
    event: eventId === null ? null : (eventOf.get(eventId) ?? null),
  }));
}

export function toEvent({ subjectId, subjectName, ...row }: EventRow): AlertEvent {
  return { ...row, subject: { id: subjectId, name: subjectName } };
}
