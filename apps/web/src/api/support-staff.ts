import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Every organization of the instance. For its support staff. */
export const visitableOrganizationsQuery = queryOptions({
  queryKey: ["support-staff", "organizations"],
  queryFn: ({ signal }) => call("GET /support-staff/organizations", { signal }),
});

/** Whether support staff may enter the organization, and who did. For owners and admins. */
export function supportAccessQuery(org: string) {
  return queryOptions({
    queryKey: ["support-access", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/support-access", { params: { org }, signal }),
  });
}
