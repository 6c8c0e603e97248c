import {
  auditEventSchema,
  investigators,
  type AuditEvent,
  type AuditExportQuery,
} from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { exportedFile, type ExportedFile } from "../exported-file.ts";
import { fileTime, iso } from "../time.ts";
import { auditFilterOf } from "./audit-filter.ts";
import { eventView } from "./event-view.ts";

const pageSize = 500;

/** Every event that the filter leaves, newest first; what is written meanwhile does not change the file. */
export async function exportAuditEvents(
  ctx: MemberContext,
  { format, ...asked }: AuditExportQuery,
): Promise<ExportedFile> {
  requireRole(ctx, investigators);
  const { slug } = ctx.organization;
  const now = ctx.clock();
  return exportedFile({
    name: `berth-audit-${slug}-${fileTime(now)}`,
    format,
    pages: everyEvent(ctx, asked),
    csv: { columns, cells },
    json: { head: { organization: slug, exportedAt: iso(now) }, key: "events" },
  });
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
