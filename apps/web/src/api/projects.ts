import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

export function projectsQuery(org: string) {
  return queryOptions({
    queryKey: ["projects", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/projects", { params: { org }, signal })).projects,
  });
}

/** Who belongs to the organization, with their roles. */
export function peopleQuery(org: string) {
  return queryOptions({
    queryKey: ["people", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/people", { params: { org }, signal })).people,
  });
}
