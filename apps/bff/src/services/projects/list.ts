import type { ProjectView } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { projectViews } from "./project-view.ts";

/** A member sees their own projects: those that list them, and their personal ones. */
export async function listProjects(ctx: MemberContext): Promise<ProjectView[]> {
  const seenBy = ctx.role === "member" ? ctx.person.id : undefined;
  return await projectViews(ctx, await ctx.store.projects.list(ctx.organization.id, seenBy));
}
