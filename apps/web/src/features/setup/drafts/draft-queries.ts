import { queryOptions } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";

export function draftsQuery(org: string) {
  return queryOptions({
    queryKey: ["drafts", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/registry-drafts", { params: { org }, signal })).drafts,
  });
}

export function draftQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["drafts", org, id],
    queryFn: async ({ signal }) =>
      (
        await call("GET /organizations/{org}/registry-drafts/{id}", {
          params: { org, id },
          signal,
        })
      ).draft,
    // Opened once; from then on the page itself is what is newest.
    gcTime: 0,
    staleTime: Infinity,
  });
}
