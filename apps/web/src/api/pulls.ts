import type { PullOutcome, PullStatus } from "@berth/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Which pulls a list shows; absent parts do not narrow it. */
export interface PullFilter {
  status?: PullStatus | undefined;
  outcome?: PullOutcome | undefined;
  registry?: string | undefined;
  project?: string | undefined;
  image?: string | undefined;
  cursor?: string | undefined;
}

/** One page of pulls, newest first. */
export function pullsQuery(org: string, filter: PullFilter) {
  return queryOptions({
    queryKey: ["pulls", org, filter],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/pulls", { params: { org }, query: filter, signal }),
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
