import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { expectationsQuery } from "#src/api/patterns.ts";
import { announce } from "#src/lib/announcer.ts";

/** The images that must use a registry, and a way to drop one. */
export function useExpectations(org: string, registryId: string) {
  const query = useQuery(expectationsQuery(org, registryId));
  const settle = useSettle(org, registryId);
  const drop = useMutation({
    mutationFn: ({ id }: { id: string; image: string }) =>
      call("DELETE /organizations/{org}/registries/{id}/expectations/{expectation}", {
        params: { org, id: registryId, expectation: id },
      }),
    onSuccess: (_, { image }) => announce(`${image} is no longer expected here`),
    onSettled: settle,
  });
  return { query, drop };
}

/** A way to add an image to those that must use a registry. */
export function useAddExpectation(org: string, registryId: string) {
  return useMutation({
    mutationFn: async (image: string) =>
      (
        await call("POST /organizations/{org}/registries/{id}/expectations", {
          params: { org, id: registryId },
          body: { image },
        })
      ).expectation,
    onSuccess: ({ image }) => announce(`From now on ${image} is expected here`),
    onSettled: useSettle(org, registryId),
  });
}

function useSettle(org: string, registryId: string) {
  const queryClient = useQueryClient();
  const { queryKey } = expectationsQuery(org, registryId);
  return () => queryClient.invalidateQueries({ queryKey });
}
