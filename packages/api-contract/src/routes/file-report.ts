import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { everyone, investigators } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import {
  fileReportInputSchema,
  fileReportListSchema,
  fileReportViewSchema,
} from "../schemas/file-report.ts";

const investigator = { who: "member", roles: investigators } as const;
const one = z.object({ report: fileReportViewSchema });

export const fileReportRoutes = {
  listFileReports: defineRoute({
    method: "get",
    path: "/organizations/{org}/file-reports",
    summary: "Files whose images were explained and kept for others, newest first",
    access: investigator,
    params: orgParams,
    status: 200,
    response: fileReportListSchema,
  }),
  getFileReport: defineRoute({
    method: "get",
    path: "/organizations/{org}/file-reports/{id}",
    summary: "The images that a file named, where they stood, and when they were looked at",
    access: { who: "member", roles: everyone },
    params: orgItemParams,
    status: 200,
    response: one,
  }),
  createFileReport: defineRoute({
    method: "post",
    path: "/organizations/{org}/file-reports",
    summary: "Keep the images of a file; the file itself is never sent",
    access: investigator,
    params: orgParams,
    body: fileReportInputSchema,
    status: 201,
    response: one,
  }),
  deleteFileReport: defineRoute({
    method: "delete",
    path: "/organizations/{org}/file-reports/{id}",
    summary: "Delete a report",
    access: investigator,
    params: orgItemParams,
    status: 204,
  }),
} as const;
