import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Where the server may connect to for a registry. For owners and admins. */
export function outboundPolicyQuery(org: string) {
  return queryOptions({
    queryKey: ["outbound-policy", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/outbound-policy", { params: { org }, signal }),
  });
}

/** Whether the server would connect to a host now; it connects to nothing. */
export function tryOutboundHost(org: string, host: string) {
  return call("POST /organizations/{org}/outbound-policy/trial", {
    params: { org },
    body: { host },
  });
}
