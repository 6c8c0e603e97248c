import type { AuditChange, OrganizationMember } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";

/** For the log: the role that ends with a membership, and the personal projects that go with it. */
export async function goesWith(
  ctx: MemberContext,
  member: Pick<OrganizationMember, "id" | "role">,
): Promise<AuditChange[]> {
  const projects = await ctx.store.projects.list(ctx.organization.id, member.id);
  const personal = projects
    .filter(({ owner }) => owner.kind === "person" && owner.person.id === member.id)
    .map(({ name }) => name);
  return [
    { field: "role", before: member.role, after: null },
    ...(personal.length === 0
      ? []
      : [{ field: "personalProjects", before: personal, after: null }]),
  ];
}
