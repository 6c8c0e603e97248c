import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** How many registries need somebody. Below the key of the registries: what changes one of them changes this as well. */
export function attentionQuery(org: string) {
  return queryOptions({
    queryKey: ["registries", org, "attention"],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/attention", { params: { org }, signal }),
    refetchInterval: 60_000,
  });
}
