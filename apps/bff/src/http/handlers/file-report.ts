import { createFileReport } from "../../services/file-reports/create.ts";
import { getFileReport } from "../../services/file-reports/get.ts";
import { listFileReports } from "../../services/file-reports/list.ts";
import { removeFileReport } from "../../services/file-reports/remove.ts";
import type { Handlers } from "../route-types.ts";

export const fileReportHandlers = {
  listFileReports: async ({ ctx }) => ({ reports: await listFileReports(ctx) }),
  getFileReport: async ({ ctx }, { params }) => ({ report: await getFileReport(ctx, params.id) }),
  createFileReport: async ({ ctx }, { body }) => ({ report: await createFileReport(ctx, body) }),
  deleteFileReport: ({ ctx }, { params }) => removeFileReport(ctx, params.id),
} satisfies Partial<Handlers>;
