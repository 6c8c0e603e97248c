import { everyPage } from "@berth/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

export function projectsQuery(org: string) {
  return queryOptions({
    queryKey: ["projects", org],
    queryFn: ({ signal }) =>
      everyPage(async (cursor) => {
        const query = { cursor, limit: 200 };
        const answer = await call("GET /organizations/{org}/projects", {
          params: { org },
          query,
          signal,
        });
        return { rows: answer.projects, next: answer.next };
      }),
  });
}
