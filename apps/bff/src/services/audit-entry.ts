import type { AuditAction } from "@berth/api-contract";
import type { AuditActor, AuditChange, AuditEntry } from "../store/rows.ts";
import type { MemberContext } from "./context.ts";

type Acting = Pick<
  MemberContext,
  "clock" | "requestId" | "address" | "person" | "requestKey" | "apiToken" | "visit"
>;

/** What is written together with the change it tells of. `changes` never hold a secret. */
export function auditEntry(
  ctx: Acting,
  action: AuditAction,
  object: AuditEntry["object"],
  changes: readonly AuditChange[] = [],
): AuditEntry {
  const actor: AuditActor = { kind: actorKind(ctx), id: ctx.person.id, name: ctx.person.name };
  const { requestId, address, requestKey } = ctx;
  return { action, actor, object, changes, address, requestId, at: ctx.clock(), requestKey };
}

function actorKind({ apiToken, visit }: Acting): AuditActor["kind"] {
  if (apiToken !== undefined) return "api-token";
  return visit === undefined ? "person" : "support-staff";
}

/** The fields in which two states differ. Compared as JSON, so order within lists counts. */
export function changedFields<State extends Record<string, unknown>>(
  before: State,
  after: Partial<State>,
): AuditChange[] {
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value))
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value ?? null }));
}

/** The fields of something new. */
export function newFields(state: Record<string, unknown>): AuditChange[] {
  return Object.entries(state).map(([field, value]) => ({
    field,
    before: null,
    after: value ?? null,
  }));
}
