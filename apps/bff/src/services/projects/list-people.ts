import type { MemberContext } from "../context.ts";

/** Everybody of the organization, for choosing owners and members of projects. */
export async function listPeople(ctx: MemberContext) {
  const members = await ctx.store.people.members(ctx.organization.id);
  return members.map(({ id, name, email, role }) => ({ id, name, email, role }));
}
