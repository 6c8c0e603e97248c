import type { FileReportView } from "@berth/api-contract";
import type { FileReport } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { reportHead } from "./list.ts";

export async function getFileReport(ctx: MemberContext, id: string): Promise<FileReportView> {
  const report = await requireFileReport(ctx, id);
  return { ...reportHead(report), project: report.projectId, images: [...report.images] };
}

/** The report of this id, where the caller may see it: a member sees those of their own projects. */
export async function requireFileReport(ctx: MemberContext, id: string): Promise<FileReport> {
  const report = await ctx.store.fileReports.get(ctx.organization.id, id);
  if (report === null) throw notFound();
  if (ctx.role !== "member") return report;
  const own = await ctx.store.projects.list(ctx.organization.id, ctx.person.id);
  if (!own.some((project) => project.id === report.projectId)) throw notFound();
  return report;
}
