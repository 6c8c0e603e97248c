import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

export function projectsQuery(org: string) {
  return queryOptions({
    queryKey: ["projects", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/projects", { params: { org }, signal })).projects,
  });
}
