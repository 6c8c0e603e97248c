import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { AuditEvent } from "./rows.ts";

/** What stands before the first event of every chain. */
export const chainStart = "0".repeat(64);

/**
 * SHA-256 over everything an event says, its place in the chain and the hash before it. Changing,
 * removing or reordering an event breaks every hash behind it.
 */
export function auditHash(event: Omit<AuditEvent, "hash">): string {
  const { organizationId, sequence, id, action, actor, object, changes } = event;
  const { address, requestId, at, prevHash } = event;
  const text = canonicalJson({
    organizationId,
    sequence,
    id,
    action,
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    object: { kind: object.kind, id: object.id, name: object.name },
    changes: changes.map(({ field, before, after }) => ({ field, before, after })),
    address,
    requestId,
    at,
    prevHash,
  });
  return createHash("sha256").update(text).digest("hex");
}
