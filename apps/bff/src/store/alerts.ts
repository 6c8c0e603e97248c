import { and, asc, count, desc, eq, gte, isNull, lt } from "drizzle-orm";
import { readChannels, toDeliveries, toEvent } from "./alert-rows.ts";
import { appendAudit } from "./audit.ts";
import { behind, toPage } from "./cursor.ts";
import { command, type Db, type Engine } from "./engine.ts";
import type { AlertStore } from "./ports/alert.ts";
import { resendAlert } from "./resend-alert.ts";
import { raiseAlert } from "./raise-alert.ts";
import type { AlertChannel, SealedFields } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import { uncovered } from "./uncovered-images.ts";

export function alertStore(engine: Engine): AlertStore {
  const { tables } = engine;
  const { alertChannel, alertDelivery, alertEvent, alertSecret } = tables;
  const oneChannel = (organizationId: string, id: string) =>
    and(eq(alertChannel.organizationId, organizationId), eq(alertChannel.id, id));

  return {
    channels: (organizationId) =>
      engine.snapshot((db) =>
        readChannels(db, tables, eq(alertChannel.organizationId, organizationId)),
      ),

    channel: (organizationId, id) =>
      engine.snapshot(async (db) => {
        const [found] = await readChannels(db, tables, oneChannel(organizationId, id));
        return found ?? null;
      }),

    createChannel: ({ channel, secret, max, audit }) =>
      command(engine, async (db) => {
        const { organizationId, id } = channel;
        const [standing] = await db
          .select({ channels: count() })
          .from(alertChannel)
          .where(eq(alertChannel.organizationId, organizationId));
        if ((standing?.channels ?? 0) >= max) return { ok: false, reason: "too_many" };
        await db.insert(alertChannel).values({ ...channel, secretVersion: 1, version: 1 });
        await writeFields(db, tables, { organizationId, id, version: 1 }, secret);
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, channel: await readBack(db, tables, organizationId, id) };
      }),

    updateChannel: ({ organizationId, id, version, change, secret, audit }) =>
      command(engine, async (db) => {
        const [row] = await db.select().from(alertChannel).where(oneChannel(organizationId, id));
        if (row === undefined) return { ok: false, reason: "not_found" };
        if (row.version !== version) {
          return { ok: false, reason: "conflict", version: row.version };
        }
        const secretVersion = row.secretVersion + (secret === undefined ? 0 : 1);
        await db
          .update(alertChannel)
          .set({ ...change, secretVersion, version: version + 1 })
          .where(oneChannel(organizationId, id));
        if (secret !== undefined) {
          await writeFields(db, tables, { organizationId, id, version: secretVersion }, secret);
        }
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, channel: await readBack(db, tables, organizationId, id) };
      }),

    removeChannel: ({ organizationId, id, audit }) =>
      command(engine, async (db) => {
        const removed = await db
          .delete(alertChannel)
          .where(oneChannel(organizationId, id))
          .returning({ id: alertChannel.id });
        if (removed.length === 0) return { ok: false, reason: "not_found" };
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true };
      }),

    async secret(organizationId, channelId) {
      const rows = await engine.db
        .select({ field: alertSecret.field, record: alertSecret.record })
        .from(alertSecret)
        .where(
          and(eq(alertSecret.organizationId, organizationId), eq(alertSecret.channelId, channelId)),
        );
      return Object.fromEntries(rows.map(({ field, record }) => [field, record]));
    },

    sealed: (organizationId) =>
      engine.db
        .select({
          channelId: alertSecret.channelId,
          field: alertSecret.field,
          version: alertSecret.version,
          record: alertSecret.record,
          kind: alertChannel.kind,
          host: alertChannel.host,
        })
        .from(alertSecret)
        .innerJoin(
          alertChannel,
          and(
            eq(alertChannel.organizationId, alertSecret.organizationId),
            eq(alertChannel.id, alertSecret.channelId),
          ),
        )
        .where(eq(alertSecret.organizationId, organizationId))
        .orderBy(asc(alertSecret.channelId), asc(alertSecret.field)),

    reseal: ({ organizationId, channelId, field, version, record, resealed }) =>
      engine.tx(async (db) => {
        const changed = await db
          .update(alertSecret)
          .set({ record: resealed })
          .where(
            and(
              eq(alertSecret.organizationId, organizationId),
              eq(alertSecret.channelId, channelId),
              eq(alertSecret.field, field),
              eq(alertSecret.version, version),
              eq(alertSecret.record, record),
            ),
          )
          .returning({ field: alertSecret.field });
        return changed.length === 1;
      }),

    raise: (event) => engine.tx((db) => raiseAlert(db, tables, event)),

    async eventsSince(organizationId, kind, since) {
      const rows = await engine.db
        .select()
        .from(alertEvent)
        .where(
          and(
            eq(alertEvent.organizationId, organizationId),
            eq(alertEvent.kind, kind),
            gte(alertEvent.at, since),
          ),
        );
      return rows.map(toEvent);
    },

    uncovered: (organizationId, query) => uncovered(engine.db, tables, organizationId, query),

    delivery: (organizationId, id) =>
      engine.snapshot(async (db) => {
        const rows = await db
          .select()
          .from(alertDelivery)
          .where(and(eq(alertDelivery.organizationId, organizationId), eq(alertDelivery.id, id)));
        const [delivery] = await toDeliveries(db, tables, rows);
        if (delivery === undefined) return null;
        const [channel] = await readChannels(
          db,
          tables,
          oneChannel(organizationId, delivery.channel.id),
        );
        return channel === undefined ? null : { delivery, channel };
      }),

    settle: ({ organizationId, id, at, ...result }) =>
      engine.append(async (db) => {
        await db
          .update(alertDelivery)
          .set({ ...result, lastAttemptAt: at })
          .where(and(eq(alertDelivery.organizationId, organizationId), eq(alertDelivery.id, id)));
      }),

    resend: (input) =>
      command(engine, async (db) => {
        const done = await resendAlert(db, tables, input);
        if (done !== "done") return { ok: false, reason: done };
        const { organizationId, id } = input;
        const rows = await db
          .select()
          .from(alertDelivery)
          .where(and(eq(alertDelivery.organizationId, organizationId), eq(alertDelivery.id, id)));
        const [delivery] = await toDeliveries(db, tables, rows);
        if (delivery === undefined) throw new Error("the delivery vanished inside its transaction");
        return { ok: true, delivery };
      }),

    recordTest: ({ organizationId, channelId, deliveries, at, audit }) =>
      command(engine, async (db) => {
        const channels = await db
          .select({ id: alertChannel.id })
          .from(alertChannel)
          .where(oneChannel(organizationId, channelId));
        if (channels.length === 0) return { ok: false, reason: "not_found" };
        const rows = await db
          .insert(alertDelivery)
          .values(
            deliveries.map((delivery) => ({
              ...delivery,
              organizationId,
              channelId,
              attempts: 1,
              createdAt: at,
              lastAttemptAt: at,
            })),
          )
          .returning();
        await appendAudit(db, tables, organizationId, audit);
        return { ok: true, deliveries: await toDeliveries(db, tables, rows) };
      }),

    deliveries: (organizationId, { cursor, limit, channelId, state }) =>
      engine.snapshot(async (db) => {
        const columns = { at: alertDelivery.createdAt, id: alertDelivery.id };
        const condition = behind(cursor, columns);
        if (condition === null) return { rows: [], next: null };
        const rows = await db
          .select()
          .from(alertDelivery)
          .where(
            and(
              eq(alertDelivery.organizationId, organizationId),
              channelId === undefined ? undefined : eq(alertDelivery.channelId, channelId),
              state === undefined ? undefined : eq(alertDelivery.state, state),
              condition,
            ),
          )
          .orderBy(desc(alertDelivery.createdAt), desc(alertDelivery.id))
          .limit(limit + 1);
        const page = toPage(rows, limit, (row) => ({ at: row.createdAt, id: row.id }));
        return { ...page, rows: await toDeliveries(db, tables, page.rows) };
      }),

    prune: ({ before, limit }) =>
      engine.tx(async (db) => {
        const events = await db
          .select({ organizationId: alertEvent.organizationId, id: alertEvent.id })
          .from(alertEvent)
          .where(lt(alertEvent.at, before))
          .limit(limit);
        for (const { organizationId, id } of events) {
          await db
            .delete(alertEvent)
            .where(and(eq(alertEvent.organizationId, organizationId), eq(alertEvent.id, id)));
        }
        const tests = await db
          .delete(alertDelivery)
          .where(and(isNull(alertDelivery.eventId), lt(alertDelivery.createdAt, before)))
          .returning({ id: alertDelivery.id });
        return events.length + tests.length;
      }),
  };
}

async function writeFields(
  db: Db,
  { alertSecret }: Schema,
  { organizationId, id, version }: { organizationId: string; id: string; version: number },
  fields: SealedFields,
): Promise<void> {
  await db
    .delete(alertSecret)
    .where(and(eq(alertSecret.organizationId, organizationId), eq(alertSecret.channelId, id)));
  const rows = Object.entries(fields).map(([field, record]) => ({
    organizationId,
    channelId: id,
    field,
    version,
    record,
  }));
  if (rows.length > 0) await db.insert(alertSecret).values(rows);
}

async function readBack(
  db: Db,
  tables: Schema,
  organizationId: string,
  id: string,
): Promise<AlertChannel> {
  const { alertChannel } = tables;
  const [found] = await readChannels(
    db,
    tables,
    and(eq(alertChannel.organizationId, organizationId), eq(alertChannel.id, id)),
  );
  if (found === undefined) throw new Error("the channel vanished inside its own transaction");
  return found;
}
