import { managers, type ProjectCreate, type ProjectView } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { projectView } from "./project-view.ts";
import { projectRefusal } from "./write-refusals.ts";

export async function createProject(
  ctx: MemberContext,
  input: ProjectCreate,
  externalId: string | null = null,
): Promise<ProjectView> {
  requireRole(ctx, managers);
  const at = ctx.clock();
  const id = newId("prj", at);
  const { name, owner, memberIds } = input;
  const result = await ctx.store.projects.create({
    project: { id, organizationId: ctx.organization.id, externalId, name, owner, memberIds },
    at,
    audit: auditEntry(
      ctx,
      "project.create",
      { kind: "project", id, name },
      newFields({ name, owner, memberIds, ...(externalId === null ? {} : { externalId }) }),
    ),
  });
  if (!result.ok) throw projectRefusal(result);
  return await projectView(ctx, result.project);
}
