import type { RegistryView } from "@berth/api-contract";
import { useEffect, useState } from "react";
import { useStartCheck } from "#src/api/start-check.ts";
import { useCheck } from "#src/api/use-check.ts";
import { useCheckAnnouncements } from "#src/domain-ui/use-check-announcements.ts";
import { useRefreshRegistry } from "#src/api/update-registry.ts";

/** A check started from the registry's header: it goes on beside whatever the tab shows, and never takes the focus. */
export function useCheckNow(org: string, registry: RegistryView) {
  const start = useStartCheck(org);
  const [checkId, setCheckId] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);

  const run = (image: string) => {
    setAsking(false);
    start.mutate(
      { subject: "registry", registryId: registry.id, image },
      { onSuccess: ({ id }) => setCheckId(id) },
    );
  };
  return {
    checkId,
    asking,
    starting: start.isPending,
    error: start.error,
    run,
    /** With the usual image, or after asking for one. */
    start() {
      if (start.isPending) return;
      if (registry.testImage === null) setAsking(true);
      else run(registry.testImage);
    },
    askForImage: () => setAsking(true),
    stopAsking: () => setAsking(false),
    dismiss: () => setCheckId(null),
  };
}

export type CheckNow = ReturnType<typeof useCheckNow>;

/** Follows the check, has its end read out, and reads the registry's health anew when it is over. */
export function useFollowedCheck(org: string, registryId: string, checkId: string) {
  const { check } = useCheck(org, checkId);
  const refresh = useRefreshRegistry(org, registryId);
  const over = check !== undefined && check.status !== "running";
  useCheckAnnouncements(check);
  useEffect(() => {
    if (over) void refresh();
    // oxlint-disable-next-line react/exhaustive-deps -- once at the end; `refresh` is new at each render
  }, [over]);
  return check;
}
