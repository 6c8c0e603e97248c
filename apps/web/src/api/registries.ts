import { everyPage, type RegistryView } from "@berth/api-contract";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "./client.ts";

export function registriesQuery(org: string) {
  return queryOptions({
    queryKey: ["registries", org],
    queryFn: ({ signal }) =>
      everyPage(async (cursor) => {
        const query = { cursor, limit: 200 };
        const answer = await call("GET /organizations/{org}/registries", {
          params: { org },
          query,
          signal,
        });
        return { rows: answer.registries, next: answer.next };
      }),
    // A health that changes while the page is open (a re-check, somebody else's work) shows up by itself.
    refetchInterval: 60_000,
  });
}

export function registryQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["registries", org, id],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/registries/{id}", { params: { org, id }, signal }))
        .registry,
  });
}

/** Pauses a registry, or resumes it where it is paused. */
export function usePauseRegistry(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (registry: Pick<RegistryView, "id" | "version" | "paused">) => {
      const input = { params: { org, id: registry.id }, body: { version: registry.version } };
      const answer = registry.paused
        ? await call("POST /organizations/{org}/registries/{id}/resume", input)
        : await call("POST /organizations/{org}/registries/{id}/pause", input);
      return answer.registry;
    },
    onSuccess: (registry) => {
      queryClient.setQueryData(registryQuery(org, registry.id).queryKey, registry);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["registries", org] }),
  });
}
