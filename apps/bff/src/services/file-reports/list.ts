import { investigators, type FileReportHead } from "@berth/api-contract";
import type { FileReportHead as Row } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { iso } from "../time.ts";

export async function listFileReports(ctx: MemberContext): Promise<FileReportHead[]> {
  requireRole(ctx, investigators);
  return (await ctx.store.fileReports.list(ctx.organization.id)).map(reportHead);
}

export function reportHead({
  id,
  name,
  kind,
  imageCount,
  createdAt,
  createdBy,
}: Row): FileReportHead {
  return { id, name, kind, imageCount, createdAt: iso(createdAt), createdBy };
}
