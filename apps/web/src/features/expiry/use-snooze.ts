import type { RegistryView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { registriesQuery, registryQuery } from "#src/api/registries.ts";
import { announce } from "#src/lib/announcer.ts";

/** Lets nobody be reminded for some days; 0 ends that. Shown at once: nothing but reminders hangs on it. */
export function useSnooze(org: string) {
  const queryClient = useQueryClient();
  const { queryKey } = registriesQuery(org);
  const put = (registry: RegistryView) => {
    queryClient.setQueryData(queryKey, (known: RegistryView[] | undefined) =>
      known?.map((one) => (one.id === registry.id ? registry : one)),
    );
    queryClient.setQueryData(registryQuery(org, registry.id).queryKey, registry);
  };
  return useMutation({
    mutationFn: async ({ registry, days }: { registry: RegistryView; days: number }) =>
      (
        await call("POST /organizations/{org}/registries/{id}/snooze", {
          params: { org, id: registry.id },
          body: { days },
        })
      ).registry,
    onMutate: ({ registry, days }) => {
      const until = days === 0 ? null : new Date(Date.now() + days * 86_400_000).toISOString();
      put({ ...registry, expiry: { ...registry.expiry, snoozedUntil: until } });
      return registry;
    },
    onSuccess: (registry, { days }) => {
      put(registry);
      announce(
        days === 0
          ? `Reminders of ${registry.name} are on again`
          : `No reminders of ${registry.name} for ${days} days`,
      );
    },
    onError: (_error, _asked, before) => {
      if (before) put(before);
    },
  });
}
