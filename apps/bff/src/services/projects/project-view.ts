import type { ProjectView } from "@berth/api-contract";
import type { Project, Usage } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { iso, isoOrNull } from "../time.ts";

/** Projects as answers show them, with how much each was used in the last 30 days. */
export async function projectViews(
  ctx: MemberContext,
  projects: readonly Project[],
): Promise<ProjectView[]> {
  const usage = await ctx.store.pulls.usage(ctx.organization.id, {
    of: "project",
    ids: projects.map(({ id }) => id),
    days: 30,
    now: ctx.clock(),
  });
  const byId = new Map(usage.map((one) => [one.id, one]));
  return projects.map((project) => toView(project, byId.get(project.id)));
}

export async function projectView(ctx: MemberContext, project: Project): Promise<ProjectView> {
  const [view] = await projectViews(ctx, [project]);
  if (view === undefined) throw new Error("one project gives one view");
  return view;
}

function toView(project: Project, usage: Usage | undefined): ProjectView {
  const { id, externalId, name, owner, members } = project;
  return {
    id,
    externalId,
    name,
    owner,
    members,
    pulls30d: usage?.pulls ?? 0,
    lastPullAt: isoOrNull(usage?.lastPullAt ?? null),
    createdAt: iso(project.createdAt),
  };
}
