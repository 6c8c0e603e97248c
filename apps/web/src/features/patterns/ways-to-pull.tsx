import type { RegistryView } from "@berth/api-contract";
import { lazy, Suspense } from "react";
import { SkeletonText } from "#src/ui/skeleton.tsx";

// It brings the whole catalog, which the tester can do without at first.
const WaysToPullSection = lazy(async () => ({
  default: (await import("./ways-to-pull-section.tsx")).WaysToPullSection,
}));

export function WaysToPull(props: { org: string; registry: RegistryView; editable?: boolean }) {
  return (
    <Suspense fallback={<SkeletonText lines={4} />}>
      <WaysToPullSection {...props} />
    </Suspense>
  );
}
