import { everyPage } from "@berth/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** The tokens' facts; a token itself is only ever in the answer that makes it. */
export function workerTokensQuery(org: string) {
  return queryOptions({
    queryKey: ["worker-tokens", org],
    queryFn: ({ signal }) =>
      everyPage(async (cursor) => {
        const query = { cursor, limit: 200 };
        const answer = await call("GET /organizations/{org}/worker-tokens", {
          params: { org },
          query,
          signal,
        });
        return { rows: answer.tokens, next: answer.next };
      }),
  });
}
