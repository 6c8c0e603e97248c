import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";

export async function removeProject(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const project = await ctx.store.projects.get(ctx.organization.id, id);
  if (project === null) throw notFound();
  const result = await ctx.store.projects.remove({
    organizationId: ctx.organization.id,
    id,
    audit: auditEntry(ctx, "project.delete", { kind: "project", id, name: project.name }),
  });
  if (!result.ok) throw notFound();
}
