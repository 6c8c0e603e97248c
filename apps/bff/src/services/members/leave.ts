import { auditEntry } from "../audit-entry.ts";
import type { MemberContext } from "../context.ts";
import { leaveVisit } from "../support-staff/end.ts";
import { goesWith } from "./goes-with.ts";
import { memberRefusal } from "./refusals.ts";

export async function leaveOrganization(ctx: MemberContext): Promise<void> {
  const { person, role, visit } = ctx;
  if (visit !== undefined) return await leaveVisit(ctx, visit);
  const result = await ctx.store.members.remove({
    organizationId: ctx.organization.id,
    personId: person.id,
    audit: auditEntry(
      ctx,
      "member.leave",
      { kind: "person", id: person.id, name: person.name },
      await goesWith(ctx, { id: person.id, role }),
    ),
  });
  if (!result.ok) throw memberRefusal(result, true);
}
