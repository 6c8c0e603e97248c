import {
  auditEventSchema,
  csvLine,
  investigators,
  type AuditEvent,
  type AuditExportQuery,
} from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { iso } from "../time.ts";
import { auditFilterOf } from "./audit-filter.ts";
import { eventView } from "./event-view.ts";

const pageSize = 500;

/** A file that is sent while it is read. */
export type ExportedFile = { name: string; contentType: string; chunks: AsyncIterable<string> };

/** Every event that the filter leaves, newest first; what is written meanwhile does not change the file. */
export async function exportAuditEvents(
  ctx: MemberContext,
  { format, ...asked }: AuditExportQuery,
): Promise<ExportedFile> {
  requireRole(ctx, investigators);
  const now = iso(ctx.clock());
  const events = everyEvent(ctx, asked);
  const name = `berth-audit-${ctx.organization.slug}-${now.slice(0, 19).replaceAll(":", "")}Z`;
  return format === "csv"
    ? { name: `${name}.csv`, contentType: "text/csv; charset=utf-8", chunks: asCsv(events) }
    : {
        name: `${name}.json`,
        contentType: "application/json; charset=utf-8",
        chunks: asJson(events, { organization: ctx.organization.slug, exportedAt: now }),
      };
}

async function* everyEvent(
  ctx: MemberContext,
  asked: Omit<AuditExportQuery, "format">,
): AsyncGenerator<AuditEvent[]> {
  const filter = auditFilterOf(ctx, asked);
  let cursor: string | undefined;
  do {
    const query = { ...filter, cursor, limit: pageSize };
    const page = await ctx.store.audit.list(ctx.organization.id, query);
    // The same schema as every other answer goes through.
    yield page.rows.map((event) => auditEventSchema.parse(eventView(ctx, event)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

const columns = [
  "Time",
  "Actor",
  "Actor kind",
  "Actor id",
  "Action",
  "Object",
  "Object kind",
  "Object id",
  "Changes",
  "From",
  "Request id",
  "Event id",
];

async function* asCsv(pages: AsyncIterable<AuditEvent[]>): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const events of pages) yield events.map((event) => csvLine(cells(event))).join("");
}

function cells({ at, actor, action, object, changes, address, requestId, id }: AuditEvent) {
  return [
    at,
    actor.name,
    actor.kind,
    actor.id ?? "",
    action,
    object.name,
    object.kind,
    object.id,
    changes.length === 0 ? "" : JSON.stringify(changes),
    address ?? "",
    requestId,
    id,
  ];
}

async function* asJson(
  pages: AsyncIterable<AuditEvent[]>,
  head: Record<string, string>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"events":[`;
  let first = true;
  for await (const events of pages) {
    const lines = events.map((event) => `\n${JSON.stringify(event)}`);
    if (lines.length === 0) continue;
    yield `${first ? "" : ","}${lines.join(",")}`;
    first = false;
  }
  yield "\n]}\n";
}
