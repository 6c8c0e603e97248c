import type { Project } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** The project of this id, if the person may see it; else the answer of a missing one. */
export async function requireVisibleProject(
  ctx: MemberContext,
  id: string | null,
): Promise<Project> {
  if (id === null) throw notFound();
  const project = await ctx.store.projects.get(ctx.organization.id, id);
  if (project === null || (ctx.role === "member" && !isOwn(ctx, project))) throw notFound();
  return project;
}

function isOwn({ person }: MemberContext, { owner, members }: Project): boolean {
  if (owner.kind === "person" && owner.person.id === person.id) return true;
  return members.some((member) => member.id === person.id);
}
