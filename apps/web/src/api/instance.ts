import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Version and state of the installation. For owners and admins. */
export function instanceQuery(org: string) {
  return queryOptions({
    queryKey: ["instance", org],
    queryFn: ({ signal }) => call("GET /organizations/{org}/instance", { params: { org }, signal }),
  });
}
