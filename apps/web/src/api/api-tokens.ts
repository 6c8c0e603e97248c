import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** The tokens' facts; a token itself is only ever in the answer that makes it. */
export function apiTokensQuery(org: string) {
  return queryOptions({
    queryKey: ["api-tokens", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/api-tokens", { params: { org }, signal })).tokens,
  });
}
