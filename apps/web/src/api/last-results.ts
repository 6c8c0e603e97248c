import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Below the key of the registry's checks: a check that ends may be either of the two. */
export function lastResultsQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["registry-checks", org, id, "last-results"],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/registries/{id}/last-results", {
        params: { org, id },
        signal,
      }),
  });
}
