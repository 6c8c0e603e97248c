import { managers, rolesBelow } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { requireMember } from "./find.ts";
import { goesWith } from "./goes-with.ts";
import { memberRefusal } from "./refusals.ts";

/** Takes somebody out of the organization; an owner may remove anybody, an admin those below their own role. */
export async function removeMember(ctx: MemberContext, personId: string): Promise<void> {
  requireRole(ctx, managers);
  const member = await requireMember(ctx, personId);
  if (ctx.role !== "owner" && !rolesBelow(ctx.role).includes(member.role)) {
    throw new AppError("forbidden", "You can remove members below your own role only.");
  }
  const result = await ctx.store.members.remove({
    organizationId: ctx.organization.id,
    personId,
    was: member.role,
    audit: auditEntry(
      ctx,
      "member.remove",
      { kind: "person", id: member.id, name: member.name },
      await goesWith(ctx, member),
    ),
  });
  if (!result.ok) throw memberRefusal(result, personId === ctx.person.id);
}
