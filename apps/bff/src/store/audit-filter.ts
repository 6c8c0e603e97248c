import { and, eq, gte, inArray, lt, or, type SQL } from "drizzle-orm";
import { contains } from "./contains.ts";
import type { Schema } from "./schema/schema.ts";
import type { AuditFilter } from "./ports/audit.ts";

/** The condition for the events that a filter leaves. */
export function auditCondition(
  event: Schema["auditEvent"],
  { actions, actorId, objectId, text, hideAddresses, from, to }: AuditFilter,
): SQL | undefined {
  return and(
    actions === undefined ? undefined : inArray(event.action, [...actions]),
    actorId === undefined ? undefined : eq(event.actorId, actorId),
    objectId === undefined ? undefined : eq(event.objectId, objectId),
    text === undefined
      ? undefined
      : or(
          contains([event.actorName, event.objectName], text),
          eq(event.id, text),
          eq(event.requestId, text),
          eq(event.objectId, text),
          // Who may not see an address must not find it out by searching either.
          hideAddresses === true ? undefined : eq(event.address, text),
        ),
    from === undefined ? undefined : gte(event.at, from),
    to === undefined ? undefined : lt(event.at, to),
  );
}
