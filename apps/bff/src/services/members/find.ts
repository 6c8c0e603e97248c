import type { OrganizationMember } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** The member of this id; somebody of elsewhere is nobody here. */
export async function requireMember(
  ctx: MemberContext,
  personId: string,
): Promise<OrganizationMember> {
  const members = await ctx.store.members.list(ctx.organization.id);
  const member = members.find(({ id }) => id === personId);
  if (member === undefined) throw notFound();
  return member;
}
