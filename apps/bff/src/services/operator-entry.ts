import type { AuditAction } from "@berth/api-contract";
import { newId } from "../ids.ts";
import type { AuditChange, AuditEntry } from "../store/rows.ts";

/** What the operator did with a command, for the log of an organization. */
export function operatorEntry(
  action: AuditAction,
  object: AuditEntry["object"],
  at: number,
  changes: readonly AuditChange[] = [],
): AuditEntry {
  return {
    action,
    actor: { kind: "system", id: null, name: "Operator" },
    object,
    changes,
    address: null,
    requestId: newId("cmd", at),
    at,
  };
}
