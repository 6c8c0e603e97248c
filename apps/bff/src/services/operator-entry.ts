import type { AuditAction } from "@berth/api-contract";
import { newId } from "../ids.ts";
import type { AuditChange, AuditEntry, Person } from "../store/rows.ts";
import type { OrganizationAudit } from "../store/ports/session.ts";
import type { Store } from "../store/store.ts";

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

/** What the operator did to somebody's account concerns every organization they belong to: one entry for each. */
export async function operatorEntries(
  store: Pick<Store, "people">,
  person: Person,
  action: AuditAction,
  at: number,
): Promise<OrganizationAudit[]> {
  const object = { kind: "person", id: person.id, name: person.name };
  const memberships = await store.people.organizationsOf(person.id);
  return memberships.map(({ organization }) => ({
    organizationId: organization.id,
    entry: operatorEntry(action, object, at),
  }));
}
