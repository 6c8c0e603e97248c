import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Reports of files that were kept, newest first, without their images. */
export function fileReportsQuery(org: string) {
  return queryOptions({
    queryKey: ["file-reports", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/file-reports", { params: { org }, signal })).reports,
  });
}

export function fileReportQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["file-report", org, id],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/file-reports/{id}", { params: { org, id }, signal }))
        .report,
    // It never changes.
    staleTime: Infinity,
  });
}
