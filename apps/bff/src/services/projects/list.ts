import type { CursorQuery, ProjectView } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { projectViews } from "./project-view.ts";

/** A member sees their own projects: those that list them, and their personal ones. */
export async function listProjects(
  ctx: MemberContext,
  query: CursorQuery,
): Promise<{ projects: ProjectView[]; next: string | null }> {
  const seenBy = ctx.role === "member" ? ctx.person.id : undefined;
  const page = await ctx.store.projects.page(ctx.organization.id, { ...query, seenBy });
  return { projects: await projectViews(ctx, page.rows), next: page.next };
}
