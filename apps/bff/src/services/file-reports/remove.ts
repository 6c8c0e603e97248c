import { investigators } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { requireFileReport } from "./get.ts";

export async function removeFileReport(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, investigators);
  const { name, imageCount } = await requireFileReport(ctx, id);
  const result = await ctx.store.fileReports.remove({
    organizationId: ctx.organization.id,
    id,
    audit: auditEntry(ctx, "file-report.delete", { kind: "file-report", id, name }, [
      { field: "images", before: imageCount, after: null },
    ]),
  });
  if (!result.ok) throw notFound();
}
