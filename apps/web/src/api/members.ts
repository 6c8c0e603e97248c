import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Who belongs to the organization, with their roles. */
export function membersQuery(org: string) {
  return queryOptions({
    queryKey: ["members", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/members", { params: { org }, signal })).members,
  });
}

/** Who was invited and has not joined yet. For those who manage members. */
export function invitationsQuery(org: string) {
  return queryOptions({
    queryKey: ["invitations", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/invitations", { params: { org }, signal })).invitations,
  });
}
