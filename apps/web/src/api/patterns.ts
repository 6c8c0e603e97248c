import type { PreviewInput } from "@berth/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Every pattern of the organization, as the matching index takes them. For owners, admins and support. */
export function patternEntriesQuery(org: string) {
  return queryOptions({
    queryKey: ["pattern-entries", org],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/pattern-entries", { params: { org }, signal })).entries,
  });
}

/** Images pulled in the last 30 days, most pulled first. For owners, admins and support. */
export function recentImagesQuery(org: string) {
  return queryOptions({
    queryKey: ["recent-images", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/recent-images", { params: { org }, signal }),
    staleTime: 60_000,
  });
}

/** What the server says about patterns that are not saved yet. For owners and admins. */
export function patternPreviewQuery(org: string, input: PreviewInput) {
  return queryOptions({
    queryKey: ["pattern-preview", org, input],
    // Given: else every render would put a hundred patterns in order to find that it is the same question.
    queryHash: JSON.stringify(["pattern-preview", org, input]),
    queryFn: ({ signal }) =>
      call("POST /organizations/{org}/pattern-preview", { params: { org }, body: input, signal }),
    staleTime: 0,
    gcTime: 30_000,
    retry: false,
  });
}

/** Images that must use a registry: a save after which one would not is stopped. */
export function expectationsQuery(org: string, registryId: string) {
  return queryOptions({
    queryKey: ["expectations", org, registryId],
    queryFn: async ({ signal }) =>
      (
        await call("GET /organizations/{org}/registries/{id}/expectations", {
          params: { org, id: registryId },
          signal,
        })
      ).expectations,
  });
}
