import type { CheckInput } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "./client.ts";
import { checkQuery } from "./use-check.ts";

/** Starts a full check; `useCheck` then follows it. The request may hold a secret, so it is kept nowhere. */
export function useStartCheck(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (body: CheckInput) =>
      (await call("POST /organizations/{org}/checks", { params: { org }, body })).check,
    gcTime: 0,
    onSuccess: (check) => {
      queryClient.setQueryData(checkQuery(org, check.id).queryKey, check);
    },
  });
}
