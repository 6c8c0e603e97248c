import { and, asc, desc, eq, gt, lt, lte, sql, type InferSelectModel } from "drizzle-orm";
import { newId } from "../ids.ts";
import { auditHash, chainStart } from "./audit-chain.ts";
import { auditCondition } from "./audit-filter.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Db, Engine } from "./engine.ts";
import { claimRequestKey } from "./request-keys.ts";
import type { AuditChange, AuditEntry, AuditEvent } from "./rows.ts";
import { concernsWorkers, raiseRevision } from "./revisions.ts";
import type { Schema } from "./schema/schema.ts";
import type { OrganizationAudit } from "./ports/session.ts";
import type { AuditStore, BrokenChain } from "./ports/audit.ts";

export function auditStore(engine: Engine): AuditStore {
  const { auditEvent, auditHead, organization } = engine.tables;
  return {
    append: (organizationId, entry) =>
      engine.tx((db) => appendAudit(db, engine.tables, organizationId, entry)),

    async list(organizationId, { cursor, limit, ...filter }) {
      const before = cursor === undefined ? undefined : parseSequence(cursor);
      if (before === null) return { rows: [], next: null };
      const rows = await engine.db
        .select()
        .from(auditEvent)
        .where(
          and(
            eq(auditEvent.organizationId, organizationId),
            before === undefined ? undefined : lt(auditEvent.sequence, before),
            auditCondition(auditEvent, filter),
          ),
        )
        .orderBy(desc(auditEvent.sequence))
        .limit(limit + 1);
      const page = rows.slice(0, limit).map(toEvent);
      const last = page.at(-1);
      return {
        rows: page,
        next: rows.length > limit && last !== undefined ? String(last.sequence) : null,
      };
    },

    async get(organizationId, id) {
      const [row] = await engine.db
        .select()
        .from(auditEvent)
        .where(and(eq(auditEvent.organizationId, organizationId), eq(auditEvent.id, id)));
      return row === undefined ? null : toEvent(row);
    },

    async verify(organizationId) {
      let sequence = 0;
      let prevHash = chainStart;
      // The head first: events that are written meanwhile may stand behind it, none may be missing before it.
      const head = await headOf(engine, organizationId);
      for (;;) {
        const rows = await engine.db
          .select()
          .from(auditEvent)
          .where(
            and(
              eq(auditEvent.organizationId, organizationId),
              gt(auditEvent.sequence, sequence),
              lte(auditEvent.sequence, head.sequence),
            ),
          )
          .orderBy(asc(auditEvent.sequence))
          .limit(1000);
        for (const event of rows.map(toEvent)) {
          const what = misfit(event, sequence + 1, prevHash);
          if (what !== null) {
            const eventId = what === "missing" ? null : event.id;
            return { ok: false, reason: "broken", brokenAt: sequence + 1, what, eventId };
          }
          sequence = event.sequence;
          prevHash = event.hash;
        }
        if (rows.length === 0) break;
      }
      const brokenAt = sequence + 1;
      // Cutting off the end leaves a valid chain; only the head knows that something is missing.
      if (sequence < head.sequence) {
        return { ok: false, reason: "broken", brokenAt, what: "cut-off", eventId: null };
      }
      if (head.hash !== prevHash) {
        const [last] = await engine.db
          .select({ id: auditEvent.id })
          .from(auditEvent)
          .where(
            and(eq(auditEvent.organizationId, organizationId), eq(auditEvent.sequence, sequence)),
          );
        const eventId = last?.id ?? null;
        return { ok: false, reason: "broken", brokenAt: sequence, what: "unchained", eventId };
      }
      return (await behindHead(engine, organizationId)) ?? { ok: true, events: sequence };
    },

    heads: () =>
      engine.db
        .select({
          organizationId: auditHead.organizationId,
          slug: organization.slug,
          sequence: auditHead.sequence,
          hash: auditHead.hash,
        })
        .from(auditHead)
        .leftJoin(organization, eq(organization.id, auditHead.organizationId))
        .orderBy(asc(organization.slug), asc(auditHead.organizationId)),

    async hashAt(organizationId, sequence) {
      const [row] = await engine.db
        .select({ hash: auditEvent.hash })
        .from(auditEvent)
        .where(
          and(eq(auditEvent.organizationId, organizationId), eq(auditEvent.sequence, sequence)),
        );
      return row?.hash ?? null;
    },
  };
}

function misfit(event: AuditEvent, sequence: number, prevHash: string) {
  if (event.sequence !== sequence) return "missing";
  if (event.hash !== auditHash(event)) return "altered";
  return event.prevHash === prevHash ? null : "unchained";
}

/** An event that stands behind the end of the log, at one moment. */
async function behindHead(engine: Engine, organizationId: string): Promise<BrokenChain | null> {
  const { auditEvent, auditHead } = engine.tables;
  const [stray] = await engine.db
    .select({ sequence: auditEvent.sequence, id: auditEvent.id })
    .from(auditEvent)
    .leftJoin(auditHead, eq(auditHead.organizationId, auditEvent.organizationId))
    .where(
      and(
        eq(auditEvent.organizationId, organizationId),
        sql`${auditEvent.sequence} > coalesce(${auditHead.sequence}, 0)`,
      ),
    )
    .orderBy(asc(auditEvent.sequence))
    .limit(1);
  if (stray === undefined) return null;
  const { sequence: brokenAt, id: eventId } = stray;
  return { ok: false, reason: "broken", brokenAt, what: "unheaded", eventId };
}

/** One deed told to several organizations, in one order, so that two such deeds can't wait for each other. */
export async function appendAudits(
  db: Db,
  tables: Schema,
  audits: readonly OrganizationAudit[],
): Promise<void> {
  const ordered = audits.toSorted((a, b) => (a.organizationId < b.organizationId ? -1 : 1));
  for (const { organizationId, entry } of ordered) {
    await appendAudit(db, tables, organizationId, entry);
  }
}

/** Writes one event behind the last, within the transaction of what it tells about. */
export async function appendAudit(
  db: Db,
  tables: Schema,
  organizationId: string,
  { requestKey, ...entry }: AuditEntry,
): Promise<AuditEvent> {
  const { auditEvent, auditHead } = tables;
  if (requestKey !== undefined) {
    await claimRequestKey(db, tables, organizationId, requestKey, entry);
  }
  const [head] = await db
    .insert(auditHead)
    .values({ organizationId, sequence: 1, hash: chainStart })
    .onConflictDoUpdate({
      target: auditHead.organizationId,
      set: { sequence: sql`${auditHead.sequence} + 1` },
    })
    .returning();
  if (head === undefined) throw new Error("the audit head was not raised");
  const event = {
    ...entry,
    // What is hashed is what will be read back: no column keeps half a letter, and JSON forgets undefined and prints dates.
    actor: { ...entry.actor, name: asKept(entry.actor.name) },
    object: { ...entry.object, name: asKept(entry.object.name) },
    changes: JSON.parse(canonicalJson(entry.changes)) as AuditChange[],
    id: newId("aud", entry.at),
    organizationId,
    sequence: head.sequence,
    prevHash: head.hash,
  };
  const hash = auditHash(event);
  const { actor, object, ...rest } = event;
  await db.insert(auditEvent).values({
    ...rest,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    objectKind: object.kind,
    objectId: object.id,
    objectName: object.name,
    hash,
  });
  await db.update(auditHead).set({ hash }).where(eq(auditHead.organizationId, organizationId));
  if (concernsWorkers(entry.action)) await raiseRevision(db, tables, organizationId);
  return { ...event, hash };
}

function asKept(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

async function headOf(
  { db, tables: { auditHead } }: Engine,
  organizationId: string,
): Promise<{ sequence: number; hash: string }> {
  const [head] = await db
    .select({ sequence: auditHead.sequence, hash: auditHead.hash })
    .from(auditHead)
    .where(eq(auditHead.organizationId, organizationId));
  return head ?? { sequence: 0, hash: chainStart };
}

function toEvent(row: InferSelectModel<Schema["auditEvent"]>): AuditEvent {
  const { actorKind, actorId, actorName, objectKind, objectId, objectName, ...rest } = row;
  return {
    ...rest,
    actor: { kind: actorKind, id: actorId, name: actorName },
    object: { kind: objectKind, id: objectId, name: objectName },
  };
}

function parseSequence(cursor: string): number | null {
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
}
