import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "./client.ts";
import { checkQuery } from "./use-check.ts";

/** Stops a running check; what it found so far stays. */
export function useCancelCheck(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) =>
      (await call("POST /organizations/{org}/checks/{id}/cancel", { params: { org, id } })).check,
    onSuccess: (check) => {
      queryClient.setQueryData(checkQuery(org, check.id).queryKey, check);
    },
  });
}
