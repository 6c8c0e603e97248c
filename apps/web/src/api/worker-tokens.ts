import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** The tokens' facts; a token itself is only ever in the answer that makes it. */
export function workerTokensQuery(org: string) {
  return queryOptions({
    queryKey: ["worker-tokens", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/worker-tokens", { params: { org }, signal })).tokens,
  });
}
