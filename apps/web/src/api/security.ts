import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** What the organization asks of its owners and admins. For those. */
export function securitySettingsQuery(org: string) {
  return queryOptions({
    queryKey: ["security-settings", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/security-settings", { params: { org }, signal }),
  });
}
