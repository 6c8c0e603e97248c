import type { RegistryUpdate, RegistryView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "./client.ts";
import { isApiError } from "./errors.ts";
import { registryQuery } from "./registries.ts";

/** Saves changes of a registry; where somebody else was faster, theirs are read at once. */
export function useUpdateRegistry(org: string, id: string) {
  const refresh = useRefreshRegistry(org, id);
  return useMutation({
    mutationFn: async (body: RegistryUpdate) =>
      (await call("PATCH /organizations/{org}/registries/{id}", { params: { org, id }, body }))
        .registry,
    // The body may hold a secret.
    gcTime: 0,
    // What rests on it is read anew without being waited for: a form must not stay open over what it has saved.
    onSuccess: (registry) => void refresh(registry),
    onError: async (error) => {
      if (isApiError(error, "conflict")) await refresh();
    },
  });
}

/** Takes over a registry as the server has just sent it, or reads it anew, and with it whatever rests on it. */
export function useRefreshRegistry(org: string, id: string) {
  const queryClient = useQueryClient();
  const { queryKey } = registryQuery(org, id);
  return async (saved?: RegistryView) => {
    if (saved) queryClient.setQueryData(queryKey, saved);
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ["registries", org] }),
      queryClient.invalidateQueries({ queryKey: ["registry-history", org, id] }),
      queryClient.invalidateQueries({ queryKey: ["registry-checks", org, id] }),
      queryClient.invalidateQueries({ queryKey: ["registry-health", org, id] }),
      queryClient.invalidateQueries({ queryKey: ["pattern-entries", org] }),
    ]);
  };
}
