import type { RegistryView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { isApiError } from "#src/api/errors.ts";
import { patternEntriesQuery } from "#src/api/patterns.ts";
import { registryQuery } from "#src/api/registries.ts";

export interface PatternSave {
  version: number;
  patterns: string[];
  /** Save although expectations break; goes to the audit log. */
  overrideReason?: string | undefined;
  /** How many images get another credential, for the words afterwards. */
  images: number | null;
}

/** Saves patterns. Nothing is shown as saved before the server has said so. */
export function useSavePatterns(org: string, registry: Pick<RegistryView, "id">) {
  const queryClient = useQueryClient();
  const own = registryQuery(org, registry.id).queryKey;
  return useMutation({
    mutationFn: async ({ version, patterns, overrideReason }: PatternSave) =>
      (
        await call("PATCH /organizations/{org}/registries/{id}", {
          params: { org, id: registry.id },
          body: { version, patterns, overrideReason },
        })
      ).registry,
    onSuccess: async (saved) => {
      queryClient.setQueryData(own, saved);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ["registries", org] }),
        queryClient.invalidateQueries({ queryKey: patternEntriesQuery(org).queryKey }),
        queryClient.invalidateQueries({ queryKey: ["explain", org] }),
        queryClient.resetQueries({ queryKey: ["pattern-preview", org] }),
      ]);
    },
    onError: async (error) => {
      // Somebody else's version is what the person now has to decide about.
      if (isApiError(error, "conflict")) await queryClient.invalidateQueries({ queryKey: own });
    },
  });
}
