import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Which images workers pull through a cache. */
export function imageMappingsQuery(org: string) {
  return queryOptions({
    queryKey: ["image-mappings", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/image-mappings", { params: { org }, signal })).mappings,
  });
}
