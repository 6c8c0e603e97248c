import { investigators, type FileReportInput, type FileReportView } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { getFileReport } from "./get.ts";

const countMax = 200;

export async function createFileReport(
  ctx: MemberContext,
  { name, kind, project, images }: FileReportInput,
): Promise<FileReportView> {
  requireRole(ctx, investigators);
  const organizationId = ctx.organization.id;
  if (project !== null && (await ctx.store.projects.get(organizationId, project)) === null)
    throw notFound();
  const at = ctx.clock();
  const id = newId("rep", at);
  const result = await ctx.store.fileReports.create({
    report: {
      id,
      organizationId,
      name,
      kind,
      projectId: project,
      images,
      createdAt: at,
      createdBy: ctx.person.id,
    },
    countMax,
    audit: auditEntry(
      ctx,
      "file-report.create",
      { kind: "file-report", id, name },
      newFields({ images: images.length }),
    ),
  });
  if (!result.ok) {
    throw new AppError(
      "conflict",
      `There are ${countMax} reports already, so this one is not kept. Delete some that nobody needs.`,
    );
  }
  return getFileReport(ctx, id);
}
