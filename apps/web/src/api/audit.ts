import type { AuditFilter } from "@berth/api-contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl, call } from "./client.ts";

/** One page of the audit log, newest first. */
export function auditEventsQuery(
  org: string,
  query: AuditFilter & { cursor?: string | undefined },
) {
  return queryOptions({
    queryKey: ["audit-events", org, query],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/audit-events", { params: { org }, query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function auditEventQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["audit-event", org, id],
    queryFn: async ({ signal }) =>
      (
        await call("GET /organizations/{org}/audit-events/{id}", {
          params: { org, id },
          signal,
        })
      ).event,
    // What was written once never changes.
    staleTime: Infinity,
  });
}

/** The address of the file with everything that a filter leaves. */
export function auditExportUrl(org: string, filter: AuditFilter, format: "csv" | "json"): string {
  return apiUrl("/organizations/{org}/audit-export", { org }, { ...filter, format });
}
