import type { AuditAction } from "@berth/api-contract";
import type { AuditChange, Person } from "../../store/rows.ts";
import type { OrganizationAudit } from "../../store/ports/session.ts";
import { auditEntry } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";

/** What a person does with their own account concerns every organization they belong to: one entry for each. */
export async function toldEverywhere(
  ctx: PublicContext,
  person: Person,
  action: AuditAction,
  changes: readonly AuditChange[] = [],
): Promise<OrganizationAudit[]> {
  const object = { kind: "person", id: person.id, name: person.name };
  const memberships = await ctx.store.people.organizationsOf(person.id);
  return memberships.map(({ organization }) => ({
    organizationId: organization.id,
    entry: auditEntry({ ...ctx, person }, action, object, changes),
  }));
}
