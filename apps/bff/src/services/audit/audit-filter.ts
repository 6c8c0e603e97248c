import { auditActions, type AuditFilter } from "@berth/api-contract";
import type { AuditFilter as StoreFilter } from "../../store/ports/audit.ts";
import type { MemberContext } from "../context.ts";
import { spanOf } from "../span.ts";

/** What somebody asked for; support finds nothing by network address. */
export function auditFilterOf(ctx: MemberContext, asked: AuditFilter): StoreFilter {
  const { area, action, actor, object, text, within, from, to } = asked;
  const ofArea = auditActions.filter((one) => area === undefined || one.startsWith(`${area}.`));
  const actions = action === undefined ? ofArea : ofArea.filter((one) => one === action);
  return {
    actions: area === undefined && action === undefined ? undefined : actions,
    actorId: actor,
    objectId: object,
    text: text === undefined || text.trim() === "" ? undefined : text.trim(),
    hideAddresses: ctx.role === "support",
    ...spanOf({ within, from, to }, ctx.clock()),
  };
}
