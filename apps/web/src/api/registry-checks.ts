import type { CheckProfile } from "@berth/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Checks of one registry, newest first. */
export function registryChecksQuery(
  org: string,
  registry: string,
  page: {
    cursor?: string | undefined;
    limit?: number | undefined;
    profile?: CheckProfile | undefined;
  } = {},
) {
  return queryOptions({
    queryKey: ["registry-checks", org, registry, page],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/checks", {
        params: { org },
        query: { registry, ...page },
        signal,
      }),
  });
}
