import type { AuditEvent as AuditEventView } from "@berth/api-contract";
import type { AuditEvent } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { iso } from "../time.ts";

export function eventView(ctx: Pick<MemberContext, "role">, event: AuditEvent): AuditEventView {
  const { id, action, actor, object, changes, requestId } = event;
  return {
    id,
    at: iso(event.at),
    action,
    actor,
    object,
    changes: [...changes],
    // Where colleagues work from is nothing that support needs.
    address: ctx.role === "support" ? null : event.address,
    requestId,
  };
}
