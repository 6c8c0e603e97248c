import type { Role } from "@berth/api-contract";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { requireMember } from "./find.ts";
import { memberRefusal } from "./refusals.ts";

/** The new role counts on the member's next request: each one reads it. */
export async function changeRole(ctx: MemberContext, personId: string, role: Role): Promise<void> {
  requireRole(ctx, ["owner"]);
  const member = await requireMember(ctx, personId);
  if (member.role === role) return;
  const result = await ctx.store.members.setRole({
    organizationId: ctx.organization.id,
    personId,
    role,
    audit: auditEntry(
      ctx,
      "member.change-role",
      { kind: "person", id: member.id, name: member.name },
      changedFields({ role: member.role }, { role }),
    ),
  });
  if (!result.ok) throw memberRefusal(result, personId === ctx.person.id);
}
