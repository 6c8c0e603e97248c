import { managers, type ProjectUpdate, type ProjectView } from "@berth/api-contract";
import type { Project } from "../../store/rows.ts";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { projectView } from "./project-view.ts";
import { projectRefusal } from "./write-refusals.ts";

export async function updateProject(
  ctx: MemberContext,
  id: string,
  change: ProjectUpdate,
): Promise<ProjectView> {
  requireRole(ctx, managers);
  const before = await ctx.store.projects.get(ctx.organization.id, id);
  if (before === null) throw notFound();
  const object = { kind: "project", id, name: change.name ?? before.name };
  const result = await ctx.store.projects.update({
    organizationId: ctx.organization.id,
    id,
    change: given(change),
    at: ctx.clock(),
    audit: auditEntry(ctx, "project.update", object, changedFields(projectState(before), change)),
  });
  if (!result.ok) throw projectRefusal(result);
  return await projectView(ctx, result.project);
}

type Given<Change> = { [Name in keyof Change]?: Exclude<Change[Name], undefined> };

function given<Change extends object>(change: Change): Given<Change> {
  return Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Given<Change>;
}

/** What can be changed of a project, as it is written and as the log tells it. */
export function projectState({ name, owner, members }: Project): Record<string, unknown> {
  return {
    name,
    owner: owner.kind === "person" ? { kind: "person", personId: owner.person.id } : owner,
    memberIds: members.map((member) => member.id),
  };
}
