import type { PullFilter, RouteQuery } from "@berth/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { apiUrl, call } from "./client.ts";

type ListQuery = RouteQuery<"GET /organizations/{org}/pulls">;

/** One page of pulls, newest first. With `head`, the list as it was then and how many came since. */
export function pullsQuery(
  org: string,
  query: PullFilter & Pick<ListQuery, "cursor" | "head" | "limit">,
) {
  return queryOptions({
    queryKey: ["pulls", org, query],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/pulls", { params: { org }, query, signal }),
  });
}

/** The address of the file with every pull that a filter leaves. */
export function pullExportUrl(org: string, filter: PullFilter, format: "csv" | "json"): string {
  return apiUrl("/organizations/{org}/pull-export", { org }, { ...filter, format });
}

/** How many pulls there were over time, and how they ended. */
export function pullCountsQuery(org: string, filter: PullFilter) {
  return queryOptions({
    queryKey: ["pull-counts", org, filter],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/pull-counts", { params: { org }, query: filter, signal }),
  });
}

/** For how many days pulls are kept. */
export function pullRetentionQuery(org: string) {
  return queryOptions({
    queryKey: ["pull-retention", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/pull-retention", { params: { org }, signal }),
  });
}

export function pullQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["pull", org, id],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/pulls/{id}", { params: { org, id }, signal })).pull,
    // A pull that has only begun comes to an end by itself.
    refetchInterval: ({ state }) => (state.data?.status === "started" ? 5_000 : false),
  });
}
